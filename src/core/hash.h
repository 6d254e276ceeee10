/* hash.h - digests, signatures, and bytes as text. */
#ifndef REVOS_HASH_H
#define REVOS_HASH_H

#include <stddef.h>

#include "core/buf.h"
#include "core/crypto_library.h"
#include "core/err.h"

enum { HASH_MAX = 64 }; /* bytes of the longest digest */

/* The digest of `len` bytes, not in hex, its size in *out_len. `name` is
 * "sha256" or any that libcrypto or Python's hashlib has; an unknown one is
 * ERR_INVALID. 0, or -1. */
int hash_digest(const struct crypto_library *crypto,
                const char *name,
                const void *data,
                size_t len,
                unsigned char out[HASH_MAX],
                unsigned int *out_len,
                struct err *err);

/* The same with a key (RFC 2104). */
int hash_hmac(const struct crypto_library *crypto,
              const char *name,
              const void *key,
              size_t key_len,
              const void *data,
              size_t len,
              unsigned char out[HASH_MAX],
              unsigned int *out_len,
              struct err *err);

struct hash_signer {
    const char *algorithm; /* of RFC 7518 section 3.1: HS256, RS256, ES256 ...
                              and EdDSA */
    const char *key;       /* the secret of HS..., else a private key in PEM */
    size_t key_len;
    const char *passphrase; /* of the private key; NULL: none */
};

/* Append the signature of a JSON Web Token to `out`, as bytes. 0; or -1:
 * ERR_INVALID for an algorithm that is unknown or a key that cannot be used. */
int hash_sign_jwt(const struct crypto_library *crypto,
                  const struct hash_signer *signer,
                  const void *data,
                  size_t len,
                  struct buf *out,
                  struct err *err);

#endif
