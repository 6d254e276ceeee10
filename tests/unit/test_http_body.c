#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/http_body.h"

static const struct http_head chunked = { .chunked = 1 };

/* How many bytes belong to a body in chunks, given in pieces of `step` bytes;
 * -1: malformed, -2: not whole. */
static int taken(const char *text, size_t step)
{
    struct http_body body;
    size_t len = strlen(text), at = 0;

    http_body_begin(&body, &chunked);
    while (at < len && !http_body_is_done(&body)) {
        size_t part = len - at < step ? len - at : step;
        ssize_t n = http_body_take(&body, text + at, part);

        if (n < 0)
            return -1;
        at += (size_t)n;
    }
    return http_body_is_done(&body) ? (int)at : -2;
}

static void announced_bodies_end_where_they_say(void **state)
{
    struct http_head head = { .body = 3 };
    struct http_body body;

    (void)state;
    http_body_begin(&body, &head);
    assert_int_equal(http_body_take(&body, "ab", 2), 2);
    assert_false(http_body_is_done(&body));
    assert_int_equal(http_body_take(&body, "cGET", 4), 1);
    assert_true(http_body_is_done(&body));
    head.body = 0;
    http_body_begin(&body, &head);
    assert_true(http_body_is_done(&body));
}

static void chunks_are_followed(void **state)
{
    static const char *const whole[] = {
        "0\r\n\r\n",
        "3\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b c\"\r\n\r\n\n\r\n0\r\n\r\n",
        "A\r\n0123456789\r\n1\r\n0\r\n0\r\nSome: trailer\r\nX:\r\n\r\n",
    };
    char more[128];

    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        int len = (int)strlen(whole[i]);

        for (size_t step = 1; step < 9; step++) {
            strcpy(more, whole[i]);
            assert_int_equal(taken(strcat(more, "GET / HTTP"), step), len);
            more[len - 1] = '\0';
            assert_int_equal(taken(more, step), -2);
        }
    }
}

static void what_is_no_chunk_is_refused(void **state)
{
    static const char *const bad[] = {
        "\r\n",
        "zz\r\n",
        "-1\r\n",
        " 3\r\n",
        "3 \r\n",
        "0x3\r\n",
        "3\nabc",
        "3\r\nabcd\r\n",
        "3\r\nabc\n",
        "123456789\r\n",
        "3;a\x01\r\n",
        "3;a\nabc",
        "0\r\nA: b\n\r\n",
        "0\r\nno colon\r\n",
        "0\r\n:\r\n",
        "0\r\n A: b\r\n",
        "0\r\nA: b\r\r\n",
        "0\r\n\rX",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(taken(bad[i], 1), -1);
        assert_int_equal(taken(bad[i], 100), -1);
    }
}

static void lines_are_bounded(void **state)
{
    char text[8192] = "1;";

    (void)state;
    memset(text + 2, 'a', 300);
    assert_int_equal(taken(text, 100), -1);
    memset(text, 'a', sizeof text - 1);
    memcpy(text, "0\r\nA:", 5);
    assert_int_equal(taken(text, 1000), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(announced_bodies_end_where_they_say),
        cmocka_unit_test(chunks_are_followed),
        cmocka_unit_test(what_is_no_chunk_is_refused),
        cmocka_unit_test(lines_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
