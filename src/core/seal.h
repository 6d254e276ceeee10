/* seal.h - text that only the holder of a key can read or change: AES-256-GCM
 * (NIST SP 800-38D) with a random nonce. */
#ifndef REVOS_SEAL_H
#define REVOS_SEAL_H

#include <stddef.h>

#include "core/buf.h"
#include "core/crypto_library.h"
#include "core/err.h"

enum { SEAL_KEY = 32, SEAL_NONCE = 12, SEAL_TAG = 16 }; /* bytes */

/* Bytes that are not sealed themselves but must be the same when it is opened:
 * what the text belongs to. */
struct seal_context {
    const void *data;
    size_t len;
};

/* Append nonce, sealed text and tag to `out`. 0, or -1. */
int seal_close(const struct crypto_library *crypto,
               const unsigned char key[SEAL_KEY],
               const struct seal_context *context,
               const void *text,
               size_t len,
               struct buf *out,
               struct err *err);

/* Append the text of what seal_close made to `out`. 0; or -1, ERR_DENIED when
 * key, context or bytes are not those of the seal: `out` then has nothing new.
 */
int seal_open(const struct crypto_library *crypto,
              const unsigned char key[SEAL_KEY],
              const struct seal_context *context,
              const void *bytes,
              size_t len,
              struct buf *out,
              struct err *err);

#endif
