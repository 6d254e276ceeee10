/* outline.h - what requests have in common: method, headers and limits.
 *
 * Page after page they are the same, so they are checked and made ready for
 * libcurl once. An outline does not change; who keeps one holds a count of it.
 */
#ifndef REVOS_OUTLINE_H
#define REVOS_OUTLINE_H

#include <stddef.h>

#include "core/curl_library.h"
#include "core/err.h"

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

struct outline_header {
    char *line; /* "Name: value", or "Name;" for an empty value */
    int sensitive;
};

struct outline {
    unsigned holds;
    struct curl_library *curl;
    struct curl_slist *list;  /* of the headers, as libcurl wants it */
    struct curl_slist *plain; /* the part of it for requests without body */
    struct outline_header *headers;
    size_t header_count;
    char *method;
    struct http_request limits; /* numbers only; its pointers are gone */
};

/* Make the outline of a request, held once; its address and its body do not
 * count. 0; or -1: ERR_INVALID for a header that cannot be sent. `curl` must
 * live as long as the outline. */
int outline_new(struct outline **out,
                struct curl_library *curl,
                const struct http_request *request,
                struct err *err);

/* An outline for the next hop of a redirect, held once: with another method,
 * without the headers of the body, without the sensitive ones. NULL without
 * memory. */
struct outline *outline_changed(const struct outline *outline,
                                const char *method,
                                int keeps_body,
                                int keeps_sensitive);

/* Hold it once more. */
struct outline *outline_hold(struct outline *outline);

/* Hold it once less; nobody's is freed. NULL is fine. */
void outline_release(struct outline *outline);

/* Tell libcurl the method and the limits. CURLE_OK or what it says. */
CURLcode outline_set(const struct outline *outline, CURL *easy);

/* A handle of libcurl for requests of this outline. *is_set: it had the last
 * of them, and what was set then still is. NULL without memory. */
CURL *outline_take(struct outline *outline, int *is_set);

/* Give it back when it is on no multi handle any more: making one anew takes
 * longer. NULL is fine. */
void outline_give(struct outline *outline, CURL *easy);

/* Free the handle that was given back last. */
void outline_forget(struct curl_library *curl);

#endif
