/* sha256.h - SHA-256, FIPS 180-4, without libcrypto: to open that takes as long
 * as 400 KB here, and most commands hash a manifest or two. */
#ifndef REVOS_SHA256_H
#define REVOS_SHA256_H

#include <stddef.h>

enum { SHA256_SIZE = 32 }; /* bytes of the digest */

void sha256(const void *data, size_t len, unsigned char out[SHA256_SIZE]);

#endif
