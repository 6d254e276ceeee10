/* zip.h - the members of a zip archive (APPNOTE 6.3.10), from memory. */
#ifndef REVOS_ZIP_H
#define REVOS_ZIP_H

#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

struct zip {
    const unsigned char *data; /* borrowed */
    size_t len;
    size_t directory; /* where the next entry of the directory is */
    size_t shift;     /* bytes in front of the archive proper */
    uint64_t left;    /* entries */
};

struct zip_member {
    const char *name; /* inside the archive; not ended by a NUL */
    size_t name_len;
    uint16_t flags, method;
    uint32_t crc;
    uint64_t packed, size; /* bytes */
    uint64_t offset;       /* of its local header */
};

/* Find the directory of an archive. 0, or -1 (ERR_INVALID). */
int zip_open(struct zip *zip, const void *data, size_t len, struct err *err);

/* The next member: 1, 0 after the last one, -1. */
int zip_next(struct zip *zip, struct zip_member *member, struct err *err);

/* Append the content of a member, of at most `max` bytes, to `out`. 0; or -1:
 * ERR_LIMIT, ERR_INVALID (also for encrypted members and methods other than
 * stored and deflated). */
int zip_read(const struct zip *zip,
             const struct zip_member *member,
             size_t max,
             struct buf *out,
             struct err *err);

#endif
