#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "core/redirect.h"
#include "core/transfer.h"

static struct curl_library curl;

static int open_curl(void **state)
{
    struct err err;

    (void)state;
    return curl_library_open(&curl, &err);
}

/* A transfer that alone holds its outline; NULL when it cannot be sent. */
static struct transfer *make(const struct http_request *request,
                             struct err *err)
{
    struct outline *outline = NULL;
    struct transfer *transfer = NULL;

    if (outline_new(&outline, &curl, request, err) == 0)
        transfer_new(&transfer, outline, request->url, request->body,
                     request->body_len, err);
    outline_release(outline);
    return transfer;
}

static struct transfer *made(const struct http_request *request)
{
    struct err err;
    struct transfer *transfer = make(request, &err);

    assert_non_null(transfer);
    return transfer;
}

static void assert_refused(const struct http_request *request)
{
    struct err err;

    assert_null(make(request, &err));
    assert_int_equal(err.code, ERR_INVALID);
}

static int has_line(const struct transfer *transfer, const char *line)
{
    for (const struct curl_slist *at = transfer->outline->list; at != NULL;
         at = at->next)
        if (strcmp(at->data, line) == 0)
            return 1;
    return 0;
}

static void test_says_what_libcurl_would_add(void **state)
{
    static const struct http_header headers[] = { { "X-Empty", "  ", 0 },
                                                  { "X-One", " a", 0 } };
    struct http_request request = { .method = "GET",
                                    .url = "http://h/",
                                    .headers = headers,
                                    .header_count = 2 };
    struct transfer *transfer = made(&request);

    (void)state;
    assert_true(has_line(transfer, "X-Empty;"));
    assert_true(has_line(transfer, "X-One: a"));
    assert_true(has_line(transfer, "Content-Type:"));
    assert_true(has_line(transfer, "Expect:"));
    assert_true(has_line(transfer, "Accept-Encoding: gzip, deflate"));
    transfer_free(transfer);
}

static void test_keeps_what_the_caller_says(void **state)
{
    static const struct http_header headers[] = {
        { "content-type", "a/b", 0 }, { "accept-encoding", "identity", 0 }
    };
    struct http_request request = { .method = "POST",
                                    .url = "http://h/a b",
                                    .headers = headers,
                                    .header_count = 2,
                                    .body = "text",
                                    .body_len = 4 };
    struct transfer *transfer = made(&request);

    (void)state;
    assert_false(has_line(transfer, "Content-Type:"));
    assert_false(has_line(transfer, "Accept-Encoding: gzip, deflate"));
    assert_string_equal(transfer->url.data, "http://h/a%20b");
    assert_int_equal(transfer->sent.len, 4);
    assert_true(transfer->has_body);
    transfer_free(transfer);
}

static void test_refuses_what_cannot_be_sent(void **state)
{
    static const struct http_header bad[] = {
        { "", "a", 0 },          { " a", "a", 0 }, { "a\n", "a", 0 },
        { "a", "b\r\nc: d", 0 }, { "a:", "b", 0 }, { "a;", "", 0 }
    };
    static const char *const urls[] = { "", "ftp://h/", "http://", "h",
                                        "file:///etc/passwd" };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct http_request request = { .method = "GET",
                                        .url = "http://h/",
                                        .headers = &bad[i],
                                        .header_count = 1 };

        assert_refused(&request);
    }
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct http_request request = { .method = "GET", .url = urls[i] };

        assert_refused(&request);
    }
}

static void test_knows_credentials_by_their_names(void **state)
{
    static const struct http_header headers[] = {
        { "Authorization", "a", 0 }, { "X-API-KEY", "b", 0 },
        { "Accept", "c", 0 },        { "Mine", "d", 1 },
        { "Session-Id", "e", 0 },
    };
    static const int wanted[] = { 1, 1, 0, 1, 1 };
    struct http_request request = { .method = "GET",
                                    .url = "http://h/",
                                    .headers = headers,
                                    .header_count = 5 };
    struct transfer *transfer = made(&request);

    (void)state;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(transfer->outline->headers[i].sensitive, wanted[i]);
    transfer_free(transfer);
}

static void test_tells_why_it_failed(void **state)
{
    static const struct {
        CURLcode code;
        enum err_code wanted;
    } cases[] = { { CURLE_OPERATION_TIMEDOUT, ERR_TIMEOUT },
                  { CURLE_COULDNT_CONNECT, ERR_NETWORK },
                  { CURLE_PEER_FAILED_VERIFICATION, ERR_TLS },
                  { CURLE_OUT_OF_MEMORY, ERR_LIMIT },
                  { CURLE_URL_MALFORMAT, ERR_INVALID } };
    struct http_request request = { .method = "GET",
                                    .url = "http://u:p@h/a?token=1" };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct transfer *transfer = made(&request);

        assert_int_equal(redirect_hop_done(transfer, cases[i].code), 0);
        assert_true(transfer->finished);
        assert_int_equal(transfer->err.code, cases[i].wanted);
        assert_non_null(strstr(transfer->err.message, "GET http://h/a: "));
        assert_null(strstr(transfer->err.message, "token"));
        transfer_free(transfer);
    }
}

static int holds(const struct outline *outline, const char *line)
{
    for (size_t i = 0; i < outline->header_count; i++)
        if (strcmp(outline->headers[i].line, line) == 0)
            return 1;
    return 0;
}

static void test_changes_for_the_next_hop(void **state)
{
    static const struct http_header headers[] = { { "Content-Type", "a/b", 0 },
                                                  { "X-Mine", "c", 1 },
                                                  { "X-Any", "d", 0 } };
    struct http_request request = { .method = "POST",
                                    .url = "http://h/",
                                    .headers = headers,
                                    .header_count = 3,
                                    .max_body = 7 };
    struct outline *outline, *same, *bare;
    struct err err;

    (void)state;
    assert_int_equal(outline_new(&outline, &curl, &request, &err), 0);
    same = outline_changed(outline, "POST", 1, 1);
    bare = outline_changed(outline, "GET", 0, 0);
    assert_string_equal(same->method, "POST");
    assert_int_equal(same->header_count, 3);
    assert_int_equal(same->limits.max_body, 7);
    assert_string_equal(bare->method, "GET");
    assert_int_equal(bare->header_count, 1);
    assert_true(holds(bare, "X-Any: d"));
    outline_release(outline);
    outline_release(same);
    outline_release(bare);
}

static void test_gives_a_handle_again(void **state)
{
    struct http_request request = { .method = "GET", .url = "http://h/" };
    struct outline *one, *other;
    struct err err;
    int is_set;
    CURL *easy;

    (void)state;
    assert_int_equal(outline_new(&one, &curl, &request, &err), 0);
    assert_int_equal(outline_new(&other, &curl, &request, &err), 0);
    easy = outline_take(one, &is_set);
    assert_false(is_set);
    outline_give(one, easy);
    assert_ptr_equal(outline_take(one, &is_set), easy);
    assert_true(is_set);
    outline_give(one, easy);
    outline_release(one); /* it lives as long as the handle is its own */
    assert_ptr_equal(outline_take(other, &is_set), easy);
    assert_false(is_set);
    outline_give(other, easy);
    outline_forget(&curl);
    outline_release(other);
}

static void assert_origin(const char *url, const char *wanted)
{
    struct buf out = BUF_EMPTY;

    assert_int_equal(redirect_origin(&curl, url, &out), wanted ? 0 : -1);
    if (wanted != NULL)
        assert_string_equal(out.data, wanted);
    buf_free(&out);
}

static void test_reads_origins(void **state)
{
    (void)state;
    assert_origin("http://a.b/c?d", "http a.b 80 ");
    assert_origin("https://u:p@a.b", "https a.b 443 ");
    assert_origin("http://a.b:8080/", "http a.b 8080 ");
    assert_origin("HTTP://[::1]/", "http [::1] 80 ");
    assert_origin("https://A.b:65535/?c", "https A.b 65535 ");
    assert_origin("http://a.b:0081/", "http a.b 81 ");
    assert_origin("http://a.b:65536/", NULL);
    assert_origin("http://a.b:/", "http a.b 80 ");
    assert_origin("gopher://a.b/", NULL);
    assert_origin("//a.b/", NULL);
    assert_origin("no address", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_says_what_libcurl_would_add),
        cmocka_unit_test(test_keeps_what_the_caller_says),
        cmocka_unit_test(test_refuses_what_cannot_be_sent),
        cmocka_unit_test(test_knows_credentials_by_their_names),
        cmocka_unit_test(test_tells_why_it_failed),
        cmocka_unit_test(test_changes_for_the_next_hop),
        cmocka_unit_test(test_gives_a_handle_again),
        cmocka_unit_test(test_reads_origins),
    };

    return cmocka_run_group_tests(tests, open_curl, NULL);
}
