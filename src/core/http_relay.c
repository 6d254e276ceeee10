#include "core/http_relay.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { PIECE = 16 * 1024, PIECES_IGNORED = 64 };

static int is_later(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/* ----------------------------------------------------------------- leaving */

void http_relay_cut(struct http_server *server, struct http_guest *guest)
{
    close(guest->fd); /* the watching ends with it */
    if (guest->far >= 0)
        close(guest->far);
    if (guest->client != NULL)
        guest->client->guest = NULL;
    if (guest->next != NULL)
        guest->next->previous = guest->previous;
    if (guest->previous != NULL)
        guest->previous->next = guest->next;
    else
        server->guests = guest->next;
    server->guest_count--;
    guest->state = GUEST_GONE;
    if (!guest->is_ready) {
        guest->after = server->gone;
        server->gone = guest;
    }
}

void http_relay_free_gone(struct http_server *server)
{
    while (server->gone != NULL) {
        struct http_guest *guest = server->gone;

        server->gone = guest->after;
        free(guest);
    }
}

/* The last was said. Bytes that nobody reads would turn it into a reset. */
static void say_goodbye(struct http_server *server, struct http_guest *guest)
{
    char ignored[PIECE];

    shutdown(guest->fd, SHUT_WR);
    for (int i = 0; i < PIECES_IGNORED; i++)
        if (recv(guest->fd, ignored, sizeof ignored, MSG_DONTWAIT) <= 0)
            break;
    http_relay_cut(server, guest);
}

static void note_refusal(struct http_server *server,
                         const struct http_guest *guest,
                         int status)
{
    struct http_refusal *refusal =
        &server->refusals[server->refused++ % REFUSALS];

    refusal->status = status;
    if (getnameinfo((const struct sockaddr *)&guest->address,
                    guest->address_len, refusal->peer, sizeof refusal->peer,
                    NULL, 0, NI_NUMERICHOST) != 0)
        refusal->peer[0] = '\0';
}

void http_relay_refuse(struct http_server *server,
                       struct http_guest *guest,
                       int status)
{
    char answer[HTTP_HEAD_REFUSAL];
    size_t len = http_head_refusal(status, answer, sizeof answer);

    note_refusal(server, guest, status);
    if (send(guest->fd, answer, len, MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
        say_goodbye(server, guest);
    else
        http_relay_cut(server, guest);
}

/* The client will send no more; libmicrohttpd finds that out by itself. */
static int end_input(struct http_server *server, struct http_guest *guest)
{
    if (guest->far < 0) {
        http_relay_cut(server, guest);
        return 0;
    }
    shutdown(guest->far, SHUT_WR);
    guest->state = GUEST_LEAVES;
    return 0;
}

/* ---------------------------------------------------------------- arriving */

/* Let libmicrohttpd know this guest. 0, or -1: it cannot take more. */
static int hand_over(struct http_server *server, struct http_guest *guest)
{
    int pair[2];
    struct epoll_event event = { .events = EPOLLIN | EPOLLET,
                                 .data.ptr = guest };

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0,
                   pair) != 0)
        return -1;
    guest->far = pair[0];
    server->arrives = guest;
    /* it closes its end when it cannot take it */
    server->mhd.add_connection(server->daemon, pair[1],
                               (struct sockaddr *)&guest->address,
                               guest->address_len);
    server->arrives = NULL;
    return guest->client == NULL || epoll_ctl(server->gate_fd, EPOLL_CTL_ADD,
                                              guest->far, &event) != 0
               ? -1
               : 0;
}

void http_relay_arrived(struct http_server *server, struct http_client *client)
{
    client->guest = server->arrives;
    if (client->guest != NULL)
        client->guest->client = client;
}

void http_relay_left(struct http_client *client)
{
    if (client->guest != NULL)
        client->guest->client = NULL;
}

/* -------------------------------------------------------------------- moving
 */

/* libmicrohttpd has closed the connection: all is said, or it was too slow. */
static void be_left(struct http_server *server, struct http_guest *guest)
{
    if (guest->begun || guest->state == GUEST_BODY)
        http_relay_refuse(server, guest, 408);
    else
        say_goodbye(server, guest);
}

/* Whatever comes from libmicrohttpd goes out. 1 when something did. */
static int pass_answer(struct http_server *server, struct http_guest *guest)
{
    char piece[PIECE];
    ssize_t n, sent;

    if (guest->far < 0)
        return 0;
    n = recv(guest->far, piece, sizeof piece, MSG_PEEK);
    guest->owes = n > 0;
    if (n < 0 && is_later())
        return 0;
    if (n <= 0) {
        be_left(server, guest);
        return 0;
    }
    sent = send(guest->fd, piece, (size_t)n, MSG_NOSIGNAL);
    if (sent < 0 && is_later())
        return 0;
    if (sent < 0 || recv(guest->far, piece, (size_t)sent, 0) != sent) {
        http_relay_cut(server, guest);
        return 0;
    }
    guest->since_us = http_now_us();
    return 1;
}

/* A head that is sound goes on. */
static int pass_head(struct http_server *server,
                     struct http_guest *guest,
                     const struct http_head *head)
{
    char text[HTTP_HEAD_LONGEST];
    size_t len = head->len - head->blank;

    if ((guest->far < 0 && hand_over(server, guest) != 0) ||
        recv(guest->fd, text, head->len, 0) != (ssize_t)head->len ||
        send(guest->far, text + head->blank, len, MSG_NOSIGNAL) !=
            (ssize_t)len) {
        http_relay_cut(server, guest);
        return 0;
    }
    guest->begun = 0;
    http_body_begin(&guest->body, head);
    guest->state = http_body_is_done(&guest->body) ? GUEST_WAITS : GUEST_BODY;
    return 1;
}

static int take_head(struct http_server *server, struct http_guest *guest)
{
    char text[HTTP_HEAD_LONGEST];
    struct http_head head;
    ssize_t n = recv(guest->fd, text, sizeof text, MSG_PEEK);
    int status;

    if (n < 0 && is_later())
        return 0;
    if (n <= 0)
        return end_input(server, guest);
    status = http_head_check(text, (size_t)n, &head);
    if (status == 0 && guest->ended)
        status = 400;
    if (status == 200)
        return pass_head(server, guest, &head);
    if (status != 0)
        http_relay_refuse(server, guest, status);
    else if (!guest->begun)
        guest->begun = 1, guest->since_us = http_now_us();
    return 0;
}

/* So much of a body as libmicrohttpd takes now. */
static int send_body(struct http_server *server,
                     struct http_guest *guest,
                     char *piece,
                     size_t len)
{
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET,
                                 .data.ptr = guest };
    ssize_t sent = send(guest->far, piece, len, MSG_NOSIGNAL);

    if (sent < 0 && is_later()) {
        epoll_ctl(server->gate_fd, EPOLL_CTL_MOD, guest->far, &event);
        return 0;
    }
    if (sent < 0) { /* it has closed; its answer may still be there */
        guest->state = GUEST_LEAVES;
        return 1;
    }
    http_body_take(&guest->body, piece, (size_t)sent);
    recv(guest->fd, piece, (size_t)sent, 0);
    if (http_body_is_done(&guest->body))
        guest->state = GUEST_WAITS;
    return 1;
}

static int take_body(struct http_server *server, struct http_guest *guest)
{
    char piece[PIECE];
    struct http_body ahead = guest->body;
    ssize_t n = recv(guest->fd, piece, sizeof piece, MSG_PEEK);

    if (n < 0 && is_later())
        return 0;
    if (n <= 0)
        return end_input(server, guest);
    n = http_body_take(&ahead, piece, (size_t)n);
    if (n >= 0)
        return send_body(server, guest, piece, (size_t)n);
    http_relay_refuse(server, guest, 400);
    return 0;
}

void http_relay_move(struct http_server *server, struct http_guest *guest)
{
    int moved = 1;

    while (moved) {
        moved = pass_answer(server, guest);
        if (guest->state == GUEST_HEAD && !guest->owes)
            moved |= take_head(server, guest);
        else if (guest->state == GUEST_BODY)
            moved |= take_body(server, guest);
        moved = moved && guest->state != GUEST_GONE;
    }
}

void http_relay_next(struct http_server *server, struct http_guest *guest)
{
    if (guest == NULL)
        return;
    if (guest->state == GUEST_BODY) /* it was answered before it was whole */
        guest->state = GUEST_LEAVES;
    else if (guest->state == GUEST_WAITS)
        guest->state = GUEST_HEAD;
    if (guest->is_ready)
        return;
    guest->is_ready = 1;
    guest->after = server->ready;
    server->ready = guest;
}

void http_relay_ready(struct http_server *server)
{
    while (server->ready != NULL) {
        struct http_guest *guest = server->ready;

        server->ready = guest->after;
        guest->is_ready = 0;
        if (guest->state == GUEST_GONE) {
            guest->after = server->gone;
            server->gone = guest;
        } else {
            http_relay_move(server, guest);
        }
    }
    http_relay_free_gone(server);
}

unsigned http_relay_busy(const struct http_server *server)
{
    unsigned count = 0;

    for (const struct http_guest *guest = server->guests; guest != NULL;
         guest = guest->next)
        count += guest->owes || guest->state == GUEST_BODY;
    return count;
}
