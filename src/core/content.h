/* content.h - a body that comes compressed (RFC 9110, section 8.4).
 *
 *     content_begin(&content, header, len);
 *     content_add(&content, bytes, len, max, &body);     as it arrives
 *     content_end(&content);
 *
 * gzip may be several members one after the other; what follows the last one
 * and is none is passed over, as elsewhere. deflate is read with and without
 * the frame of zlib. Any other coding is left as it is. */
#ifndef REVOS_CONTENT_H
#define REVOS_CONTENT_H

#include <stddef.h>
#include <zlib.h>

#include "core/buf.h"

enum content_coding { CONTENT_PLAIN, CONTENT_GZIP, CONTENT_DEFLATE };

enum content_result {
    CONTENT_TAKEN,
    CONTENT_BROKEN, /* not of the coding that the header names */
    CONTENT_LARGE,  /* more than `max` bytes */
    CONTENT_NO_MEMORY
};

struct content {
    enum content_coding coding;
    z_stream stream;
    int is_open; /* the stream is */
    int members; /* that have ended */
    int is_over; /* the rest is passed over */
};

/* Learn the coding from the header of the answer: lines "Name: value\n". */
void content_begin(struct content *content, const char *header, size_t len);

/* Append what the bytes hold to `out`, which must not grow past `max`. */
enum content_result content_add(struct content *content,
                                const void *bytes,
                                size_t len,
                                size_t max,
                                struct buf *out);

/* Free what decoding needed. A struct of zeroes is fine, and twice too. */
void content_end(struct content *content);

#endif
