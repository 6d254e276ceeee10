/* out.h - bytes on their way to a descriptor.
 *
 * What is written gathers in 64 KB and leaves in one piece. After a write that
 * failed everything further is dropped and fails for the same reason. That the
 * reader is gone (EPIPE) has the code ERR_CANCELLED: that is the quiet end of
 * `revos ... | head`. */
#ifndef REVOS_OUT_H
#define REVOS_OUT_H

#include <stddef.h>

#include "core/err.h"

enum { OUT_SIZE = 64 * 1024 };

struct out {
    int fd;
    int broken; /* errno of the first write that failed, 0: none did */
    size_t len; /* bytes that wait in data */
    char data[OUT_SIZE];
};

/* Start with nothing waiting. The descriptor stays the caller's. */
void out_init(struct out *out, int fd);

/* Add bytes. 0; or -1 when older or these bytes could not be written. */
int out_write(struct out *out, const void *bytes, size_t len, struct err *err);

/* Write what waits. 0, or -1; the bytes are gone in both cases. */
int out_flush(struct out *out, struct err *err);

/* Write all bytes to a descriptor, at once. 0, or -1 with errno set. */
int out_all(int fd, const void *bytes, size_t len);

#endif
