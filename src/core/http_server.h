/* http_server.h - an HTTP server that is asked for requests.
 *
 * Nothing is called back: http_server_next gives one whole request after the
 * other, each is answered whenever the caller likes, in any order. One thread.
 * libmicrohttpd reads and writes meanwhile; bodies are bounded as they arrive,
 * connections that stay between two steps for too long are cut. What is no HTTP
 * is refused on its own; http_server_refused tells of it. */
#ifndef REVOS_HTTP_SERVER_H
#define REVOS_HTTP_SERVER_H

#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

struct http_server;
struct http_exchange;

struct http_server_options {
    const char *address;     /* numeric */
    unsigned port;           /* 0: a free one */
    const char *certificate; /* PEM texts; NULL: no TLS */
    const char *key;
    unsigned max_connections; /* further ones wait */
    size_t max_body;          /* bytes of one request */
    size_t max_bodies;        /* bytes of all requests at a time */
    unsigned timeout;         /* seconds of silence */
    unsigned deadline; /* seconds for a request to arrive, an answer to leave */
};

enum http_trouble {
    HTTP_TROUBLE_NONE,
    HTTP_TROUBLE_TOO_LARGE, /* the body is longer than max_body */
    HTTP_TROUBLE_FULL,      /* there is no room for this body now */
    HTTP_TROUBLE_NO_HOST    /* HTTP/1.1 without the header that it demands */
};

/* Listen. 0, or -1. */
int http_server_open(struct http_server **out,
                     const struct http_server_options *options,
                     struct err *err);

/* The port that it listens on. */
unsigned http_server_port(const struct http_server *server);

/* Move everything along until a request is there, for at most `seconds`. The
 * request goes to *out, NULL when the time is over or something was refused.
 * It is the caller's until
 * http_exchange_free. 0, or -1: ERR_CANCELLED when a signal has come. */
int http_server_next(struct http_server *server,
                     double seconds,
                     struct http_exchange **out,
                     struct err *err);

/* Instead of a status: a connection with TLS that ended before a request, for
 * want of a handshake most of the time, or a request there that was refused or
 * cut before its head was whole. */
enum { HTTP_NO_REQUEST = 0 };

/* A request that was refused before it could be one. */
struct http_refusal {
    int status;
    char peer[48];
};

/* Takes the oldest refusal that nobody has taken yet. 1, or 0: there is none.
 * Of many at once the newest are kept. */
int http_server_refused(struct http_server *server, struct http_refusal *out);

/* Accept no more connections; those that are open end with their next answer.
 */
void http_server_quiesce(struct http_server *server);

/* How many requests are on their way: begun, and not yet answered to the end.
 */
unsigned http_server_busy(const struct http_server *server);

/* How many connections are open. */
unsigned http_server_connections(const struct http_server *server);

/* Cut everything and free the server. NULL is fine. Exchanges stay with their
 * holders, without a connection. */
void http_server_close(struct http_server *server);

const char *http_exchange_method(const struct http_exchange *exchange);

/* Path and query as they came, nothing decoded. */
const char *http_exchange_target(const struct http_exchange *exchange);

const struct buf *http_exchange_body(const struct http_exchange *exchange);

enum http_trouble http_exchange_trouble(const struct http_exchange *exchange);

/* The numeric address of the client. */
const char *http_exchange_peer(const struct http_exchange *exchange);

/* The value of a header, NULL when there is none or the exchange is answered.
 * It stays until then. */
const char *http_exchange_header(const struct http_exchange *exchange,
                                 const char *name);

struct http_answer {
    unsigned status;
    const char *body;
    size_t len;
    const char *const *headers; /* name, value, name, value ... */
    size_t header_count;        /* pairs */
};

/* Answer, once. 0, or -1: ERR_INVALID for a header that cannot be sent. */
int http_exchange_reply(struct http_exchange *exchange,
                        const struct http_answer *answer,
                        struct err *err);

/* Let go of an exchange; without an answer its connection is cut. NULL is fine.
 */
void http_exchange_free(struct http_exchange *exchange);

#endif
