/* http_body.h - where the body of a request ends (RFC 9112, sections 6 and 7).
 *
 * Bytes are only looked at, in pieces of any size. Chunks are read more
 * strictly than must be: lines end in CR LF, extensions and trailers hold
 * visible characters. */
#ifndef REVOS_HTTP_BODY_H
#define REVOS_HTTP_BODY_H

#include <stddef.h>
#include <sys/types.h>

#include "core/http_head.h"

struct http_body {
    int state;
    unsigned long long left; /* bytes of the body, or of this chunk */
    size_t line;             /* bytes of this line, or of all trailers */
};

void http_body_begin(struct http_body *body, const struct http_head *head);

int http_body_is_done(const struct http_body *body);

/* How many of these bytes belong to the request: fewer than `len` when it ends
 * with them. -1: that is no body. */
ssize_t http_body_take(struct http_body *body, const char *text, size_t len);

#endif
