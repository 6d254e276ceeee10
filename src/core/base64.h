/* base64.h - RFC 4648 section 4. */
#ifndef REVOS_BASE64_H
#define REVOS_BASE64_H

#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

/* Append the text for `len` bytes, padded. 0, or -1 without memory. */
int base64_encode(struct buf *out, const void *data, size_t len);

/* Append the bytes of a text. Bytes outside the alphabet are passed over, as
 * Python does; missing padding is ERR_INVALID. 0, or -1. */
int base64_decode(struct buf *out,
                  const char *text,
                  size_t len,
                  struct err *err);

#endif
