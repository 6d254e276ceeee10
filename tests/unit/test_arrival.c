#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/http.h"

static struct transfer *made(struct http *http,
                             const struct http_request *request)
{
    struct outline *outline = NULL;
    struct transfer *transfer = NULL;
    struct err err;

    assert_int_equal(outline_new(&outline, &http->curl, request, &err), 0);
    assert_int_equal(
        transfer_new(&transfer, outline, request->url, NULL, 0, &err), 0);
    outline_release(outline);
    return transfer;
}

static int send_all(int client, const char *text, size_t len)
{
    while (len > 0) {
        ssize_t n = write(client, text, len);

        if (n <= 0)
            return -1;
        text += n;
        len -= (size_t)n;
    }
    return 0;
}

struct answer {
    const char *status;
    const struct buf *body;
    bool tells_length; /* or the end of the connection is that of the body */
};

/* Answers the one request that comes. */
static int answer_once(int listener, const struct answer *answer)
{
    const struct buf *body = answer->body;
    int client = accept(listener, NULL, NULL);
    char text[4096];
    ssize_t n = read(client, text, sizeof text);
    int len = snprintf(text, sizeof text, "HTTP/1.1 %s\r\n", answer->status);

    len += answer->tells_length
               ? snprintf(text + len, 100, "Content-Length: %zu\r\n\r\n",
                          body->len)
               : snprintf(text + len, 100, "Connection: close\r\n\r\n");
    if (n <= 0 || send_all(client, text, (size_t)len) != 0)
        return 1;
    return send_all(client, body->data, body->len) != 0;
}

/* The transfer of a body, finished, for which records in a list are asked. */
static struct transfer *
received(struct http *http, const struct answer *answer, struct spare *spare)
{
    static const struct record_query list = { .path_len = 0 };
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    socklen_t len = sizeof at;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    char url[64];
    struct http_request request = { .method = "GET", .url = url };
    struct transfer *transfer;
    struct err err;
    pid_t server;

    assert_int_equal(bind(listener, (struct sockaddr *)&at, len), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&at, &len), 0);
    server = fork();
    if (server == 0)
        _exit(answer_once(listener, answer));
    close(listener);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", ntohs(at.sin_port));
    transfer = made(http, &request);
    transfer->query = &list;
    transfer->spare = spare;
    assert_int_equal(http_start(http, transfer, &err), 0);
    assert_int_equal(http_wait(http, 60, &err), 0);
    assert_ptr_equal(http_next(http), transfer);
    assert_int_equal(transfer->err.code, ERR_NONE);
    assert_int_equal(waitpid(server, NULL, 0), server);
    return transfer;
}

static struct buf list_of(size_t count)
{
    struct buf body = BUF_EMPTY;
    int status = buf_puts(&body, "[{\"id\":0}");

    while (--count > 0)
        status |= buf_puts(&body, ",{\"id\":1}");
    status |= buf_puts(&body, "]");
    assert_int_equal(status, 0);
    return body;
}

/* How many records were found when the body was there; -1: none were looked
 * for. */
static long found_on_arrival(const char *status, size_t count)
{
    struct buf body = list_of(count);
    struct answer answer = { status, &body, true };
    struct http *http;
    struct transfer *transfer;
    struct err err;
    long found;

    assert_int_equal(http_open(&http, &err), 0);
    transfer = received(http, &answer, NULL);
    assert_int_equal(transfer->body.len, body.len);
    found = transfer->scan != NULL ? (long)transfer->scan->page.count : -1;
    transfer_free(transfer);
    http_close(http);
    buf_free(&body);
    return found;
}

static void scans_a_long_body_on_arrival(void **state)
{
    (void)state;
    assert_in_range(found_on_arrival("200 OK", 100000), 80000, 99999);
    assert_int_equal(found_on_arrival("200 OK", 1000), -1);
    assert_int_equal(found_on_arrival("404 Not Found", 100000), -1);
}

/* Whether a body came into the memory of an older one. */
static bool is_in_spare(bool tells_length)
{
    struct buf body = list_of(100000), old = BUF_EMPTY;
    struct answer answer = { "200 OK", &body, tells_length };
    struct spare spare = SPARE_EMPTY;
    const char *memory;
    struct http *http;
    struct transfer *transfer;
    struct err err;
    bool is_same;

    assert_int_equal(buf_reserve_exactly(&old, 2 * body.len), 0);
    memory = old.data;
    spare_give(&spare, &old);
    assert_int_equal(http_open(&http, &err), 0);
    transfer = received(http, &answer, &spare);
    assert_int_equal(transfer->body.len, body.len);
    is_same = transfer->body.data == memory;
    transfer_free(transfer);
    http_close(http);
    buf_free(&body);
    spare_close(&spare);
    return is_same;
}

static void takes_the_memory_of_an_older_body(void **state)
{
    (void)state;
    assert_true(is_in_spare(true));
    assert_true(is_in_spare(false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scans_a_long_body_on_arrival),
        cmocka_unit_test(takes_the_memory_of_an_older_body),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
