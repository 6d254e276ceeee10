/* inflater.h - a text that may be compressed with gzip (RFC 1952), part by
 * part.
 *
 *     struct inflater in;
 *     inflater_begin(&in, bytes, len, true, max);
 *     do {
 *         inflater_more(&in, &err);
 *         ... use some of in.text[0, in.len)
 *         inflater_use(&in, used);
 *     } while (!in.is_final);
 *     inflater_end(&in);
 *
 * It holds what is not used yet and one part more. */
#ifndef REVOS_INFLATER_H
#define REVOS_INFLATER_H

#include <stdbool.h>
#include <stddef.h>
#include <zlib.h>

#include "core/buf.h"
#include "core/err.h"

struct inflater {
    const char *text; /* what is not used yet */
    size_t len;
    bool is_final; /* nothing comes after it */
    /* its own */
    const char *data; /* borrowed: the rest of the compressed bytes */
    size_t left;
    size_t max; /* bytes that may come yet */
    z_stream stream;
    bool is_open; /* the stream is */
    struct buf plain;
    size_t used; /* of it */
};

/* Begin with bytes that are compressed, if `may_be_packed` and they begin as
 * gzip does, and else are the text. More than `max` bytes are ERR_LIMIT. */
void inflater_begin(struct inflater *in,
                    const char *data,
                    size_t len,
                    bool may_be_packed,
                    size_t max);

/* Get more text behind that which is there. 0; or -1: ERR_INVALID for broken
 * data, ERR_LIMIT. */
int inflater_more(struct inflater *in, struct err *err);

/* The first bytes of the text are done with. */
void inflater_use(struct inflater *in, size_t len);

/* Release the memory. Twice is fine. */
void inflater_end(struct inflater *in);

#endif
