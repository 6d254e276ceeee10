#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/http_head.h"

static int check(const char *text)
{
    return http_head_check(text, strlen(text), NULL);
}

static void heads_that_may_be_read(void **state)
{
    (void)state;
    assert_int_equal(check("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
    assert_int_equal(check("\r\nGET /a?b HTTP/1.0\n\n"), 200);
    assert_int_equal(check("POST * HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"),
                     200);
    assert_int_equal(
        check("PUT /\xc3\xa4 "
              "HTTP/1.1\r\ntransfer-encoding:Chunked\r\nX:\r\n\r\n"),
        200);
}

static void heads_that_are_not_whole(void **state)
{
    const char *text = "GET /some HTTP/1.1\r\nHost: a\r\nA: b\r\n\r\n";

    (void)state;
    assert_int_equal(check(""), 0);
    for (size_t len = 0; len < strlen(text); len++)
        assert_int_equal(http_head_check(text, len, NULL), 0);
}

static void heads_that_are_refused(void **state)
{
    static const struct {
        int status;
        const char *text;
    } cases[] = {
        { 400, "GARBAGE\r\n" },
        { 400, "GET /\r\n" },
        { 400, "GET  / HTTP/1.1\r\n" },
        { 400, "GET / HTTP/1.1 \r\n" },
        { 400, "GET /a b HTTP/1.1\r\n" },
        { 400, " GET / HTTP/1.1\r\n" },
        { 400, "G\x01T / HTTP/1.1\r\n" },
        { 400, "\x16\x03\x01" },
        { 400, "GET / HTTP/1.1\r\nno colon\r\n" },
        { 400, "GET / HTTP/1.1\r\nA : b\r\n" },
        { 400, "GET / HTTP/1.1\r\n: b\r\n" },
        { 400, "GET / HTTP/1.1\r\nA: b\r\n folded\r\n" },
        { 400, "GET / HTTP/1.1\r\nA: \x01\r\n" },
        { 400, "GET / HTTP/1.1\r\nContent-Length: x\r\n" },
        { 400, "GET / HTTP/1.1\r\nContent-Length: -1\r\n" },
        { 400, "GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n" },
        { 400, "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: "
               "1\r\n\r\n" },
        { 400, "GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: "
               "chunked\r\n\r\n" },
        { 400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" },
        { 501, "GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n" },
        { 400, "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" },
        { 505, "GET / HTTP/2.0\r\n" },
        { 505, "GET / HTTP/1.2\r\n" },
        { 400, "GET / FTP/1.1\r\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (check(cases[i].text) != cases[i].status)
            fail_msg("%s: %d", cases[i].text, check(cases[i].text));
}

static void heads_that_are_too_large(void **state)
{
    static char text[HTTP_HEAD_LONGEST];
    static char many[HTTP_HEAD_FIELDS * 8] = "GET / HTTP/1.1\r\n";

    (void)state;
    memset(text, 'a', sizeof text);
    assert_int_equal(http_head_check(text, sizeof text, NULL), 414);
    memcpy(text, "GET / HTTP/1.1\r\nA: ", 19);
    assert_int_equal(http_head_check(text, sizeof text, NULL), 431);
    for (int i = 0; i <= HTTP_HEAD_FIELDS; i++)
        strcat(many, "A:b\r\n");
    assert_int_equal(check(many), 431);
}

static void refusals_are_well_formed(void **state)
{
    static const int statuses[] = { 400, 408, 414, 431, 501, 505 };

    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        char text[HTTP_HEAD_REFUSAL], expected[64];
        size_t len = http_head_refusal(statuses[i], text, sizeof text);
        const char *body = strstr(text, "\r\n\r\n") + 4;

        assert_int_equal(len, strlen(text));
        snprintf(expected, sizeof expected, "Content-Length: %zu\r\n",
                 strlen(body));
        assert_non_null(strstr(text, expected));
        snprintf(expected, sizeof expected, "\"status\":%d,", statuses[i]);
        assert_non_null(strstr(body, expected));
    }
}

static void a_head_says_where_it_ends(void **state)
{
    static const char text[] = "\r\n\nPUT / HTTP/1.1\r\nContent-Length: 12\r\n"
                               "\r\nbody";
    struct http_head head;

    (void)state;
    assert_int_equal(http_head_check(text, strlen(text), &head), 200);
    assert_int_equal(head.blank, 3);
    assert_int_equal(head.len, strlen(text) - 4);
    assert_int_equal(head.body, 12);
    assert_false(head.chunked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_that_may_be_read),
        cmocka_unit_test(heads_that_are_not_whole),
        cmocka_unit_test(heads_that_are_refused),
        cmocka_unit_test(heads_that_are_too_large),
        cmocka_unit_test(a_head_says_where_it_ends),
        cmocka_unit_test(refusals_are_well_formed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
