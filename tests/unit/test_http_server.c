#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/http_server.h"
#include "core/listen.h"

static const struct http_server_options options = {
    .address = "127.0.0.1",
    .max_connections = 4,
    .max_body = 10,
    .max_bodies = 15,
    .timeout = 5,
    .deadline = 1,
};

static struct http_server *open_server(void)
{
    struct http_server *server = NULL;
    struct err err = { 0 };

    if (http_server_open(&server, &options, &err) != 0)
        fail_msg("%s", err.message);
    return server;
}

/* A connection that has sent `text`. */
static int send_text(struct http_server *server, const char *text)
{
    struct sockaddr_in name = { .sin_family = AF_INET,
                                .sin_port = htons(
                                    (unsigned short)http_server_port(server)),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_int_equal(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
    assert_int_equal(send(fd, text, strlen(text), 0), strlen(text));
    return fd;
}

static struct http_exchange *next(struct http_server *server)
{
    struct http_exchange *exchange;

    assert_int_equal(http_server_next(server, 2, &exchange, NULL), 0);
    return exchange;
}

static void reply(struct http_exchange *exchange, const char *body)
{
    static const char *const headers[] = { "X-Test", "yes" };
    struct http_answer answer = { .status = 200,
                                  .body = body,
                                  .len = strlen(body),
                                  .headers = headers,
                                  .header_count = 1 };

    assert_int_equal(http_exchange_reply(exchange, &answer, NULL), 0);
    http_exchange_free(exchange);
}

/* Moves things along until something comes, and gives it; "" at the end of the
 * connection, and when nothing comes. */
static const char *receive(struct http_server *server, int fd)
{
    static char text[4096];
    struct http_exchange *none;
    ssize_t n = -1;

    for (int i = 0; i < 50 && n < 0; i++) {
        http_server_next(server, 0.1, &none, NULL);
        n = recv(fd, text, sizeof text - 1, MSG_DONTWAIT);
    }
    text[n > 0 ? n : 0] = '\0';
    return text;
}

static void a_request_is_answered(void **state)
{
    struct http_server *server = open_server();
    int fd = send_text(server, "POST /a%2Fb?c=1 HTTP/1.1\r\nHost: h\r\n"
                               "X-Some: thing\r\nContent-Length: 3\r\n\r\nabc");
    struct http_exchange *exchange = next(server);

    (void)state;
    assert_string_equal(http_exchange_method(exchange), "POST");
    assert_string_equal(http_exchange_target(exchange), "/a%2Fb?c=1");
    assert_string_equal(http_exchange_header(exchange, "x-some"), "thing");
    assert_null(http_exchange_header(exchange, "x-other"));
    assert_string_equal(http_exchange_peer(exchange), "127.0.0.1");
    assert_int_equal(http_exchange_body(exchange)->len, 3);
    assert_int_equal(http_exchange_trouble(exchange), HTTP_TROUBLE_NONE);
    assert_int_equal(http_server_busy(server), 1);
    reply(exchange, "fine");
    assert_non_null(strstr(receive(server, fd), "X-Test: yes"));
    assert_int_equal(http_server_busy(server), 0);
    assert_int_equal(http_server_connections(server), 1);
    close(fd);
    http_server_close(server);
}

static void answers_come_in_any_order(void **state)
{
    struct http_server *server = open_server();
    int first = send_text(server, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"), second;
    struct http_exchange *one = next(server), *other;

    (void)state;
    second = send_text(server, "GET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
    other = next(server);
    reply(other, "two");
    assert_non_null(strstr(receive(server, second), "two"));
    reply(one, "one");
    assert_non_null(strstr(receive(server, first), "one"));
    close(first);
    close(second);
    http_server_close(server);
}

static enum http_trouble trouble_of(struct http_server *server,
                                    const char *text)
{
    int fd = send_text(server, text);
    struct http_exchange *exchange = next(server);
    enum http_trouble trouble = http_exchange_trouble(exchange);

    assert_int_equal(http_exchange_body(exchange)->len, 0);
    reply(exchange, "no");
    assert_non_null(strstr(receive(server, fd), "no"));
    close(fd);
    return trouble;
}

static void bodies_are_bounded(void **state)
{
    struct http_server *server = open_server();

    (void)state;
    assert_int_equal(trouble_of(server,
                                "POST / HTTP/1.1\r\nHost: h\r\n"
                                "Content-Length: 12\r\n\r\nabcdefghijkl"),
                     HTTP_TROUBLE_TOO_LARGE);
    assert_int_equal(trouble_of(server, "POST / HTTP/1.1\r\nHost: h\r\n"
                                        "Content-Length: 9999\r\n\r\n"),
                     HTTP_TROUBLE_TOO_LARGE);
    assert_int_equal(trouble_of(server,
                                "POST / HTTP/1.1\r\nHost: h\r\n"
                                "Transfer-Encoding: chunked\r\n\r\n"
                                "8\r\nabcdefgh\r\n8\r\nabcdefgh\r\n0\r\n\r\n"),
                     HTTP_TROUBLE_TOO_LARGE);
    assert_int_equal(trouble_of(server, "GET / HTTP/1.1\r\n\r\n"),
                     HTTP_TROUBLE_NO_HOST);
    http_server_close(server);
}

static void all_bodies_together_are_bounded(void **state)
{
    static const char text[] = "POST / HTTP/1.1\r\nHost: h\r\n"
                               "Content-Length: 9\r\n\r\nabcdefghi";
    struct http_server *server = open_server();
    int first = send_text(server, text);
    struct http_exchange *held = next(server);

    (void)state;
    assert_int_equal(trouble_of(server, text), HTTP_TROUBLE_FULL);
    reply(held, "yes");
    receive(server, first);
    close(first);
    first = send_text(server, text);
    held = next(server);
    assert_int_equal(http_exchange_trouble(held), HTTP_TROUBLE_NONE);
    http_exchange_free(held); /* without an answer: cut */
    assert_string_equal(receive(server, first), "");
    close(first);
    http_server_close(server);
}

static void a_request_that_trickles_in_is_cut(void **state)
{
    struct http_server *server = open_server();
    int fd = send_text(server, "G");
    struct http_exchange *none;

    (void)state;
    for (int i = 0; i < 30 && send(fd, "E", 1, MSG_NOSIGNAL) == 1; i++)
        assert_int_equal(http_server_next(server, 0.1, &none, NULL), 0);
    assert_int_equal(http_server_connections(server), 0);
    close(fd);
    http_server_close(server);
}

static void say(int fd, const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), 0), strlen(text));
}

/* A connection that has had one answer. */
static int answered(struct http_server *server)
{
    int fd = send_text(server, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");

    reply(next(server), "one");
    assert_non_null(strstr(receive(server, fd), "one"));
    return fd;
}

static void later_requests_are_held_against_the_same(void **state)
{
    static const char *const bad[] = {
        "GARBAGE\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
        "chunked\r\n\r\nzz\r\n",
    };
    struct http_server *server = open_server();

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int fd = answered(server);
        struct http_refusal refusal;

        say(fd, bad[i]);
        assert_non_null(strstr(receive(server, fd), "\"status\":400"));
        assert_int_equal(http_server_refused(server, &refusal), 1);
        assert_int_equal(refusal.status, 400);
        assert_string_equal(refusal.peer, "127.0.0.1");
        assert_int_equal(http_server_refused(server, &refusal), 0);
        receive(server, fd);
        assert_int_equal(http_server_busy(server), 0);
        close(fd);
    }
    http_server_close(server);
}

static void requests_in_a_row_are_answered_in_turn(void **state)
{
    struct http_server *server = open_server();
    int fd = send_text(server, "POST /1 HTTP/1.1\r\nHost: h\r\n"
                               "Transfer-Encoding: chunked\r\n\r\n"
                               "3\r\nabc\r\n0\r\n\r\n"
                               "GET /2 HTTP/1.1\r\nHost: h\r\n\r\nGARBAGE\r\n");
    struct http_exchange *exchange = next(server);
    const char *text;

    (void)state;
    assert_int_equal(http_exchange_body(exchange)->len, 3);
    reply(exchange, "one");
    exchange = next(server);
    assert_string_equal(http_exchange_target(exchange), "/2");
    reply(exchange, "two");
    receive(server, -1);
    text = receive(server, fd);
    assert_non_null(strstr(text, "one"));
    assert_non_null(strstr(strstr(text, "one"), "two"));
    assert_non_null(strstr(strstr(text, "two"), "\"status\":400"));
    close(fd);
    http_server_close(server);
}

static void a_part_of_a_head_is_told_that_it_is_late(void **state)
{
    struct http_server *server = open_server();
    int fd = answered(server);

    (void)state;
    say(fd, "GET / HT");
    for (int i = 0; i < 30 && *receive(server, -1) == '\0' &&
                    http_server_connections(server) > 0;
         i++)
        continue;
    assert_non_null(strstr(receive(server, fd), "\"status\":408"));
    close(fd);
    http_server_close(server);
}

/* An answer that no buffer of a socket holds, to somebody who does not read. */
static void who_takes_nothing_is_cut(void **state)
{
    static char large[8 * 1024 * 1024];
    struct http_answer answer = { .status = 200,
                                  .body = large,
                                  .len = sizeof large };
    struct http_server *server = open_server();
    int fd = send_text(server, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
    struct http_exchange *exchange = next(server);

    (void)state;
    assert_int_equal(http_exchange_reply(exchange, &answer, NULL), 0);
    http_exchange_free(exchange);
    for (int i = 0; i < 40 && http_server_connections(server) > 0; i++)
        receive(server, -1);
    assert_int_equal(http_server_connections(server), 0);
    close(fd);
    http_server_close(server);
}

static void what_is_held_outlives_the_server(void **state)
{
    struct http_server *server = open_server();
    int fd = send_text(server, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
    struct http_exchange *exchange = next(server);

    (void)state;
    send(fd, "GET", 3, 0);
    http_server_quiesce(server);
    http_server_close(server);
    assert_null(http_exchange_header(exchange, "Host"));
    assert_string_equal(http_exchange_target(exchange), "/1");
    reply(exchange, "too late");
    close(fd);
}

static void places_that_cannot_be_listened_on(void **state)
{
    struct http_server *server = open_server();
    unsigned port;
    struct err err;
    int fd;

    (void)state;
    assert_int_equal(
        listen_open(&fd, &port, "127.0.0.1", http_server_port(server), &err),
        -1);
    assert_int_equal(err.code, ERR_BUSY);
    assert_int_equal(listen_open(&fd, &port, "localhost", 0, &err), -1);
    assert_int_equal(err.code, ERR_INVALID);
    assert_int_equal(listen_open(&fd, &port, "127.0.0.1", 70000, &err), -1);
    assert_int_equal(err.code, ERR_INVALID);
    assert_true(listen_descriptors(64) >= 64);
    http_server_close(server);
    http_server_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_answered),
        cmocka_unit_test(answers_come_in_any_order),
        cmocka_unit_test(bodies_are_bounded),
        cmocka_unit_test(all_bodies_together_are_bounded),
        cmocka_unit_test(a_request_that_trickles_in_is_cut),
        cmocka_unit_test(later_requests_are_held_against_the_same),
        cmocka_unit_test(requests_in_a_row_are_answered_in_turn),
        cmocka_unit_test(a_part_of_a_head_is_told_that_it_is_late),
        cmocka_unit_test(who_takes_nothing_is_cut),
        cmocka_unit_test(what_is_held_outlives_the_server),
        cmocka_unit_test(places_that_cannot_be_listened_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
