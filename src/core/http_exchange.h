/* http_exchange.h - one request and its answer, as http_server.c and
 * http_exchange.c share it. Others use http_server.h. */
#ifndef REVOS_HTTP_EXCHANGE_H
#define REVOS_HTTP_EXCHANGE_H

#include <stdint.h>

#include "core/http_server.h"
#include "core/microhttpd_library.h"

/* A connection. `since_us` is when its last step was done: it was opened, a
 * request was whole, an answer was sent. */
struct http_client {
    struct http_client *next, *previous;
    struct http_guest *guest; /* see http_relay.h; NULL: none, or gone */
    int fd;
    int spoke; /* a request has begun on it */
    int waits; /* a request is whole and waits for its answer */
    int64_t since_us;
    char peer[48];
};

struct http_exchange {
    struct http_exchange *next, *previous; /* of the server's list */
    struct http_exchange *after;           /* in the queue */
    struct http_server *server;            /* NULL once that is closed */
    struct MHD_Connection *connection;     /* NULL once it is gone */
    struct http_client *client;
    struct MHD_Response *response; /* the answer, not yet handed over */
    unsigned status;
    enum http_trouble trouble;
    int begun;
    int suspended;
    int dropped; /* to be cut instead of answered */
    int held;    /* by who took it from the queue */
    char method[24];
    char *target;
    struct buf body;
    size_t received; /* bytes of the body, those thrown away included */
};

enum { REFUSALS = 64 };

struct http_server {
    struct microhttpd_library mhd;
    struct http_server_options limits; /* numbers only */
    struct MHD_Daemon *daemon;
    unsigned port;
    int quiet; /* no new connections */
    int tls;
    int listen_fd;              /* -1: nobody comes in any more */
    int listening;              /* it is watched: there is room */
    int gate_fd;                /* an epoll of everything that is waited for */
    struct http_guest *guests;  /* see http_relay.h */
    struct http_guest *gone;    /* cut, and to be freed */
    struct http_guest *ready;   /* an answer of theirs has ended */
    struct http_guest *arrives; /* is being handed over */
    unsigned guest_count;
    struct http_refusal refusals[REFUSALS];
    unsigned refused, told; /* how many, ever; how many were taken */
    int64_t short_us;       /* when there was no descriptor left for a guest */
    struct http_client *clients;
    unsigned connections;
    struct http_exchange *exchanges;
    unsigned busy;
    size_t bodies; /* bytes of all bodies that are held */
    struct http_exchange *first, **last;
    int64_t swept_us;
};

/* Microseconds of a clock that only goes forward. */
int64_t http_now_us(void);

/* Callbacks for libmicrohttpd; `user` is the server. */
void *http_exchange_begin(void *user,
                          const char *target,
                          struct MHD_Connection *connection);
enum MHD_Result http_exchange_handle(void *user,
                                     struct MHD_Connection *connection,
                                     const char *path,
                                     const char *method,
                                     const char *version,
                                     const char *data,
                                     size_t *size,
                                     void **context);
void http_exchange_end(void *user,
                       struct MHD_Connection *connection,
                       void **context,
                       enum MHD_RequestTerminationCode why);

/* Note a refusal that http_server_refused tells: behind TLS what is no request
 * does not come to us. */
void http_exchange_refused(struct http_server *server,
                           const struct http_client *client);

/* Cut the connection of an exchange that waits. */
void http_exchange_drop(struct http_exchange *exchange);

#endif
