/* http_relay.h - one connection between the client and libmicrohttpd.
 *
 * libmicrohttpd words what it refuses as pages of HTML, and reads what it can
 * get. So each client talks to a socket of ours, and what it says goes on to
 * libmicrohttpd through a pair of sockets request by request: a head when it is
 * whole and sound, a body as far as it is one, and nothing more until the
 * answer has ended. What is neither gets a problem document here. Answers go
 * back as they come. Nothing is kept here: bytes stay in the sockets until they
 * can go on. With TLS there are no guests. */
#ifndef REVOS_HTTP_RELAY_H
#define REVOS_HTTP_RELAY_H

#include <stdint.h>
#include <sys/socket.h>

#include "core/http_body.h"
#include "core/http_exchange.h"

enum http_guest_state {
    GUEST_HEAD,   /* a head is expected */
    GUEST_BODY,   /* the rest of a request */
    GUEST_WAITS,  /* for the answer */
    GUEST_LEAVES, /* has nothing more to say */
    GUEST_GONE
};

struct http_guest {
    struct http_guest *next, *previous;
    struct http_guest *after; /* in the list of those who are ready, or gone */
    struct http_client
        *client; /* NULL: libmicrohttpd knows it not, or no more */
    enum http_guest_state state;
    int fd, far;      /* the client; our end of the pair, -1: there is none */
    int is_ready;     /* is in that list */
    int owes;         /* an answer, or a part of it, has not gone out */
    int begun;        /* a part of a head is there */
    int ended;        /* the client sends no more than what is there */
    int64_t since_us; /* when it last came forward */
    struct http_body body;
    struct sockaddr_storage address;
    socklen_t address_len;
};

/* Move everything along that can be. The guest may be gone afterwards. */
void http_relay_move(struct http_server *server, struct http_guest *guest);

/* Refuse what it says, and let it go. */
void http_relay_refuse(struct http_server *server,
                       struct http_guest *guest,
                       int status);

/* Let it go. It is freed by http_relay_free_gone. */
void http_relay_cut(struct http_server *server, struct http_guest *guest);
void http_relay_free_gone(struct http_server *server);

/* libmicrohttpd has taken the guest that arrives, if it is one; this
 * connection is closed. */
void http_relay_arrived(struct http_server *server, struct http_client *client);
void http_relay_left(struct http_client *client);

/* An answer has ended. Nothing is moved yet: http_relay_ready does that. NULL
 * is fine. */
void http_relay_next(struct http_server *server, struct http_guest *guest);
void http_relay_ready(struct http_server *server);

/* How many guests have answers on their way, or half a body. */
unsigned http_relay_busy(const struct http_server *server);

#endif
