#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail
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

static struct transfer *made(const struct http_request *request)
{
    struct transfer *transfer = NULL;
    struct err err;

    assert_int_equal(transfer_new(&transfer, &curl, request, &err), 0);
    return transfer;
}

static void assert_refused(const struct http_request *request)
{
    struct transfer *transfer = NULL;
    struct err err;

    assert_int_equal(transfer_new(&transfer, &curl, request, &err), -1);
    assert_int_equal(err.code, ERR_INVALID);
    assert_null(transfer);
}

static int has_line(const struct transfer *transfer, const char *line)
{
    for (const struct curl_slist *at = transfer->list; at != NULL;
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
    static const struct http_header bad[] = { { "", "a", 0 },
                                              { "a b", "a", 0 },
                                              { "a", "b\r\nc: d", 0 },
                                              { "a:", "b", 0 } };
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
        assert_int_equal(transfer->headers[i].sensitive, wanted[i]);
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
        cmocka_unit_test(test_reads_origins),
    };

    return cmocka_run_group_tests(tests, open_curl, NULL);
}
