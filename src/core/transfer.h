/* transfer.h - one request on its way, with the redirects it meets.
 *
 * http.h moves transfers along; this is what one of them is made of. */
#ifndef REVOS_TRANSFER_H
#define REVOS_TRANSFER_H

#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/content.h"
#include "core/curl_library.h"
#include "core/err.h"

enum { TRANSFER_MAX_REDIRECTS = 30 };

struct http_header {
    const char *name;
    const char *value;
    int sensitive; /* never sent to another origin after a redirect; names that
                      speak of keys, tokens, cookies ... are so anyway */
};

struct http_request {
    const char *method;
    const char *url;
    const struct http_header *headers; /* a name may come twice */
    size_t header_count;
    const char *body; /* NULL: none */
    size_t body_len;
    double timeout;         /* seconds for all of it; 0: no limit */
    double connect_timeout; /* seconds to reach the server, with TLS; 0: 300 */
    double read_timeout;    /* seconds of silence; 0: no limit */
    size_t max_body;        /* bytes of the answer, decoded; 0: no limit */
    int follow;             /* redirects */
    int keepalive;          /* probes on the connection: 60 s, then every 10 */
    int once;               /* a connection of its own: libcurl sends a request
                               again when an old one turns out to be closed */
};

struct transfer_header {
    char *line; /* "Name: value", or "Name;" for an empty value */
    int sensitive;
};

struct http;

struct transfer {
    struct http *http; /* NULL once it is finished or cancelled */
    struct transfer *next, *previous;
    struct curl_library *curl;
    CURL *easy;              /* NULL once it is finished */
    struct curl_slist *list; /* the headers of this hop */
    struct transfer_header *headers;
    size_t header_count;
    char *method;
    struct buf url;
    struct buf sent; /* the body of the request */
    int has_body;
    struct http_request limits; /* numbers only; its pointers are gone */
    int64_t last_us; /* CLOCK_MONOTONIC, when something was last heard */
    char reason[CURL_ERROR_SIZE];
    int too_large;
    int is_broken;   /* the body, in its coding */
    int has_content; /* `content` belongs to this hop's body */
    struct content content;
    /* the answer */
    int finished;
    struct err err; /* ERR_NONE: there is an answer */
    long status;
    char phrase[64]; /* after the status in its line, cut; "" for none */
    int redirects;
    struct buf lines; /* of the header, "Name: value\n" each */
    struct buf body;
};

/* Make a transfer that is not on its way yet. 0; or -1: ERR_INVALID for an
 * address or a header that cannot be sent. */
int transfer_new(struct transfer **out,
                 struct curl_library *curl,
                 const struct http_request *request,
                 struct err *err);

/* Free it. It must not be on its way. NULL is fine. */
void transfer_free(struct transfer *transfer);

/* Set up the easy handle for the address, method, headers and body that the
 * transfer now has. 0, or -1. */
int transfer_prepare(struct transfer *transfer, struct err *err);

/* Finish it with an error whose reason is given. */
void transfer_fail(struct transfer *transfer,
                   enum err_code code,
                   const char *reason);

#endif
