/* http_head.h - is this the head of an HTTP request?
 *
 * Stricter than it must be (RFC 9112, sections 2 to 6): what two programs could
 * read in two ways is refused. */
#ifndef REVOS_HTTP_HEAD_H
#define REVOS_HTTP_HEAD_H

#include <stddef.h>

enum {
    HTTP_HEAD_LONGEST = 8192, /* bytes, with the empty line at its end */
    HTTP_HEAD_FIELDS = 100,
    HTTP_HEAD_REFUSAL = 512
};

/* What a sound head says. */
struct http_head {
    size_t blank; /* bytes of empty lines before it */
    size_t len;   /* bytes with them, and the empty line at its end */
    int chunked;
    unsigned long long body; /* bytes; 0 of one in chunks */
};

/* 0 when more bytes are needed to tell, 200 for a head that may be read, which
 * goes to *head (NULL: nobody asks), or the status that it is refused with:
 * 400, 414, 431, 501 or 505. */
int http_head_check(const char *text, size_t len, struct http_head *head);

/* A whole answer, head and problem document, for one of those statuses or 408,
 * into `out` with room for HTTP_HEAD_REFUSAL bytes. Returns its length. */
size_t http_head_refusal(int status, char *out, size_t size);

#endif
