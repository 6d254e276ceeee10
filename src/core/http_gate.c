#include "core/http_gate.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/http_head.h"
#include "core/interrupt.h"

enum { EVENTS = 64, SHORT_FOR_US = 500000 };

/* Somebody who came in and has not said a whole head yet. */
struct http_guest {
    struct http_guest *next, *previous;
    int fd;
    int64_t since_us;
    struct sockaddr_storage address;
    socklen_t address_len;
};

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

/* Forget a guest whose descriptor somebody else has now, or nobody. */
static void forget(struct http_server *server, struct http_guest *guest)
{
    if (guest->next != NULL)
        guest->next->previous = guest->previous;
    if (guest->previous != NULL)
        guest->previous->next = guest->next;
    else
        server->guests = guest->next;
    server->guest_count--;
    free(guest);
}

static void cut(struct http_server *server, struct http_guest *guest)
{
    close(guest->fd); /* the watching ends with it */
    forget(server, guest);
}

/* Say why, and take in what was sent: bytes that nobody reads would turn the
 * answer into a reset. */
static void
refuse(struct http_server *server, struct http_guest *guest, int status)
{
    char answer[HTTP_HEAD_REFUSAL], ignored[4096];
    size_t len = http_head_refusal(status, answer, sizeof answer);

    if (send(guest->fd, answer, len, MSG_NOSIGNAL) > 0)
        shutdown(guest->fd, SHUT_WR);
    for (int i = 0; i < 64; i++)
        if (recv(guest->fd, ignored, sizeof ignored, MSG_DONTWAIT) <= 0)
            break;
    cut(server, guest);
}

static void hand_over(struct http_server *server, struct http_guest *guest)
{
    epoll_ctl(server->gate_fd, EPOLL_CTL_DEL, guest->fd, NULL);
    /* it closes the descriptor when it cannot take it */
    server->mhd.add_connection(server->daemon, guest->fd,
                               (struct sockaddr *)&guest->address,
                               guest->address_len);
    forget(server, guest);
}

static void look(struct http_server *server, struct http_guest *guest)
{
    char text[HTTP_HEAD_LONGEST];
    ssize_t n = recv(guest->fd, text, sizeof text, MSG_PEEK | MSG_DONTWAIT);
    int status;

    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0) {
        cut(server, guest);
        return;
    }
    status = http_head_check(text, (size_t)n);
    if (status == 200)
        hand_over(server, guest);
    else if (status != 0)
        refuse(server, guest, status);
}

static void welcome(struct http_server *server, struct http_guest *guest)
{
    guest->since_us = http_now_us();
    guest->next = server->guests;
    if (guest->next != NULL)
        guest->next->previous = guest;
    server->guests = guest;
    server->guest_count++;
    if (server->tls)
        hand_over(server, guest);
    else if (watch(server, guest->fd, EPOLLIN | EPOLLRDHUP | EPOLLET, guest) !=
             0)
        cut(server, guest);
}

/* Without descriptors nobody can come in: a while later there may be some. */
static int is_short(const struct http_server *server)
{
    return server->short_us != 0 &&
           http_now_us() - server->short_us < SHORT_FOR_US;
}

static int is_full(const struct http_server *server)
{
    return is_short(server) || server->connections + server->guest_count >=
                                   server->limits.max_connections;
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
        if (events[i].data.ptr == server)
            let_in(server);
        else if (events[i].data.ptr != NULL)
            look(server, events[i].data.ptr);
    }
}

void http_gate_sweep(struct http_server *server, int64_t oldest_us)
{
    struct http_guest *guest = server->guests;

    while (guest != NULL) {
        struct http_guest *next = guest->next;

        if (guest->since_us < oldest_us)
            cut(server, guest);
        guest = next;
    }
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
        cut(server, server->guests);
    if (server->gate_fd >= 0)
        close(server->gate_fd);
    server->gate_fd = -1;
}
