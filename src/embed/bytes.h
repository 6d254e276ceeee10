/* bytes.h - bytes that grow, for the build tool. */
#ifndef REVOS_EMBED_BYTES_H
#define REVOS_EMBED_BYTES_H

#include <stddef.h>

/* Begin with all of it zero; the owner frees `data`. */
struct bytes {
    char *data;
    size_t size;
};

/* Add `size` bytes at the end. Returns 0, or -1 when memory runs out. */
int bytes_append(struct bytes *bytes, const void *data, size_t size);

#endif
