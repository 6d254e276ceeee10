#include "core/seal.h"

#include <errno.h>
#include <limits.h>
#include <sys/random.h>

static int failed(struct err *err)
{
    return err_set(err, ERR_INTERNAL, "seal: cannot be computed");
}

/* Ready for `encrypt` or its opposite; NULL when libcrypto refuses. */
static EVP_CIPHER_CTX *begin(const struct crypto_library *crypto,
                             const unsigned char *key,
                             const unsigned char *nonce,
                             const struct seal_context *context,
                             int encrypt)
{
    EVP_CIPHER_CTX *cipher = crypto->cipher_new();
    int ignored;

    if (cipher == NULL)
        return NULL;
    if (context->len <= INT_MAX &&
        crypto->cipher_init(cipher, crypto->aes_256_gcm(), NULL, key, nonce,
                            encrypt) == 1 &&
        crypto->cipher_update(cipher, NULL, &ignored, context->data,
                              (int)context->len) == 1)
        return cipher;
    crypto->cipher_free(cipher);
    return NULL;
}

static int encrypt(const struct crypto_library *crypto,
                   EVP_CIPHER_CTX *cipher,
                   const void *text,
                   size_t len,
                   struct buf *out)
{
    unsigned char tag[SEAL_TAG];
    int written = 0, rest = 0;

    if (buf_reserve(out, len) != 0 ||
        crypto->cipher_update(cipher, (unsigned char *)out->data + out->len,
                              &written, text, (int)len) != 1 ||
        crypto->cipher_final(cipher, tag, &rest) != 1 ||
        crypto->cipher_control(cipher, EVP_CTRL_AEAD_GET_TAG, SEAL_TAG, tag) !=
            1)
        return -1;
    out->len += (size_t)written;
    return buf_append(out, tag, sizeof tag);
}

int seal_close(const struct crypto_library *crypto,
               const unsigned char key[SEAL_KEY],
               const struct seal_context *context,
               const void *text,
               size_t len,
               struct buf *out,
               struct err *err)
{
    unsigned char nonce[SEAL_NONCE];
    EVP_CIPHER_CTX *cipher;
    int status;

    if (len > INT_MAX - SEAL_TAG)
        return err_set(err, ERR_LIMIT, "seal: the text is too long");
    if (getrandom(nonce, sizeof nonce, 0) != (ssize_t)sizeof nonce)
        return err_errno(err, "random", errno);
    cipher = begin(crypto, key, nonce, context, 1);
    if (cipher == NULL)
        return failed(err);
    status = buf_append(out, nonce, sizeof nonce) != 0 ||
             encrypt(crypto, cipher, text, len, out) != 0;
    crypto->cipher_free(cipher);
    return status ? failed(err) : 0;
}

static int decrypt(const struct crypto_library *crypto,
                   EVP_CIPHER_CTX *cipher,
                   const unsigned char *bytes,
                   size_t len,
                   struct buf *out)
{
    unsigned char tag[SEAL_TAG], none;
    int written = 0, rest = 0;

    for (size_t i = 0; i < SEAL_TAG; i++)
        tag[i] = bytes[len + i];
    if (buf_reserve(out, len) != 0 ||
        crypto->cipher_update(cipher, (unsigned char *)out->data + out->len,
                              &written, bytes, (int)len) != 1 ||
        crypto->cipher_control(cipher, EVP_CTRL_AEAD_SET_TAG, SEAL_TAG, tag) !=
            1 ||
        crypto->cipher_final(cipher, &none, &rest) != 1)
        return -1;
    out->len += (size_t)written;
    return 0;
}

int seal_open(const struct crypto_library *crypto,
              const unsigned char key[SEAL_KEY],
              const struct seal_context *context,
              const void *bytes,
              size_t len,
              struct buf *out,
              struct err *err)
{
    const unsigned char *nonce = bytes;
    EVP_CIPHER_CTX *cipher;
    int status;

    if (len < SEAL_NONCE + SEAL_TAG || len > INT_MAX)
        return err_set(err, ERR_DENIED, "seal: is broken");
    cipher = begin(crypto, key, nonce, context, 0);
    if (cipher == NULL)
        return failed(err);
    status = decrypt(crypto, cipher, nonce + SEAL_NONCE,
                     len - SEAL_NONCE - SEAL_TAG, out);
    crypto->cipher_free(cipher);
    if (status != 0)
        return err_set(err, ERR_DENIED,
                       "seal: the key is not the one it was closed with");
    return 0;
}
