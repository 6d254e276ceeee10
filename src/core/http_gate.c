#include "core/http_gate.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/http_relay.h"
#include "core/interrupt.h"

enum { EVENTS = 64, SHORT_FOR_US = 500000 };

static int watch(struct http_server *server, int fd, unsigned events, void *who)
{
    struct epoll_event event = { .events = events, .data.ptr = who };

    return fd < 0 ? 0 : epoll_ctl(server->gate_fd, EPOLL_CTL_ADD, fd, &event);
}

int http_gate_open(struct http_server *server, int fd, struct err *err)
{
    int theirs =
        server->mhd.get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)
            ->epoll_fd;

    server->listen_fd = fd;
    server->gate_fd = epoll_create1(EPOLL_CLOEXEC);
    if (server->gate_fd < 0 || watch(server, theirs, EPOLLIN, NULL) != 0 ||
        watch(server, interrupt_fd(), EPOLLIN, NULL) != 0 ||
        watch(server, fd, EPOLLIN, server) != 0)
        return err_errno(err, "server", errno);
    server->listening = 1;
    return 0;
}

static void hand_over(struct http_server *server, struct http_guest *guest)
{
    /* it closes the descriptor when it cannot take it */
    server->mhd.add_connection(server->daemon, guest->fd,
                               (struct sockaddr *)&guest->address,
                               guest->address_len);
    free(guest);
}

static void welcome(struct http_server *server, struct http_guest *guest)
{
    guest->since_us = http_now_us();
    guest->next = server->guests;
    if (guest->next != NULL)
        guest->next->previous = guest;
    server->guests = guest;
    server->guest_count++;
    if (watch(server, guest->fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
              guest) != 0)
        http_relay_cut(server, guest);
}

/* Without descriptors nobody can come in: a while later there may be some. */
static int is_short(const struct http_server *server)
{
    return server->short_us != 0 &&
           http_now_us() - server->short_us < SHORT_FOR_US;
}

static int is_full(const struct http_server *server)
{
    return is_short(server) ||
           http_server_connections(server) >= server->limits.max_connections;
}

static void let_in(struct http_server *server)
{
    while (!is_full(server)) {
        struct http_guest *guest = calloc(1, sizeof *guest);

        if (guest == NULL)
            return;
        guest->address_len = sizeof guest->address;
        guest->fd =
            accept4(server->listen_fd, (struct sockaddr *)&guest->address,
                    &guest->address_len, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (guest->fd < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
                errno == ENOMEM)
                server->short_us = http_now_us();
            free(guest);
            return;
        }
        guest->far = -1;
        if (server->tls)
            hand_over(server, guest);
        else
            welcome(server, guest);
    }
}

/* While there is no room, those outside wait in the queue of the socket. */
static void mind_the_room(struct http_server *server)
{
    int room = !is_full(server);

    if (server->listen_fd < 0 || room == server->listening)
        return;
    server->listening = room;
    if (room)
        watch(server, server->listen_fd, EPOLLIN, server);
    else
        epoll_ctl(server->gate_fd, EPOLL_CTL_DEL, server->listen_fd, NULL);
}

void http_gate_wait(struct http_server *server, int milliseconds)
{
    struct epoll_event events[EVENTS];
    int n;

    mind_the_room(server);
    n = epoll_wait(server->gate_fd, events, EVENTS, milliseconds);
    for (int i = 0; i < n; i++) {
        struct http_guest *guest = events[i].data.ptr;

        if (events[i].data.ptr == server) {
            let_in(server);
        } else if (guest != NULL && guest->state != GUEST_GONE) {
            guest->ended |= (events[i].events & EPOLLRDHUP) != 0;
            http_relay_move(server, guest);
        }
    }
    http_relay_free_gone(server);
}

/* A part of a head is told that it came too late; who says nothing, or takes
 * nothing, is cut. */
static void lose_patience(struct http_server *server, struct http_guest *guest)
{
    if (guest->begun)
        http_relay_refuse(server, guest, 408);
    else if (guest->far < 0 || guest->owes)
        http_relay_cut(server, guest);
}

void http_gate_sweep(struct http_server *server, int64_t oldest_us)
{
    struct http_guest *guest = server->guests;

    while (guest != NULL) {
        struct http_guest *next = guest->next;

        if (guest->since_us < oldest_us)
            lose_patience(server, guest);
        guest = next;
    }
    http_relay_free_gone(server);
}

void http_gate_shut(struct http_server *server)
{
    if (server->listen_fd >= 0)
        close(server->listen_fd);
    server->listen_fd = -1;
}

void http_gate_close(struct http_server *server)
{
    http_gate_shut(server);
    while (server->guests != NULL)
        http_relay_cut(server, server->guests);
    http_relay_ready(server);
    if (server->gate_fd >= 0)
        close(server->gate_fd);
    server->gate_fd = -1;
}
