/* archive.h - compressed bytes: gzip (RFC 1952), zlib (RFC 1950), deflate. */
#ifndef REVOS_ARCHIVE_H
#define REVOS_ARCHIVE_H

#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

enum archive_form {
    ARCHIVE_GZIP,   /* one member or more, then only zeros */
    ARCHIVE_ZLIB,   /* or raw deflate, as servers that say "deflate" send */
    ARCHIVE_DEFLATE /* raw */
};

/* Append what `data` holds to `out`. More than `max` bytes are ERR_LIMIT (a
 * small file can hold gigabytes), broken or cut data is ERR_INVALID. 0, or
 * -1. */
int archive_inflate(enum archive_form form,
                    const void *data,
                    size_t len,
                    size_t max,
                    struct buf *out,
                    struct err *err);

#endif
