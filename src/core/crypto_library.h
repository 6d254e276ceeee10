/* crypto_library.h - libcrypto of OpenSSL, opened when it is first needed. */
#ifndef REVOS_CRYPTO_LIBRARY_H
#define REVOS_CRYPTO_LIBRARY_H

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "core/err.h"

/* Each member is the function of libcrypto that the comment names. */
struct crypto_library {
    const EVP_MD *(*digest_by_name)(const char *); /* EVP_get_digestbyname */
    int (*digest)(const void *data,                /* EVP_Digest */
                  size_t len,
                  unsigned char *out,
                  unsigned int *out_len,
                  const EVP_MD *type,
                  ENGINE *engine);
    unsigned char *(*hmac)(const EVP_MD *type, /* HMAC */
                           const void *key,
                           int key_len,
                           const unsigned char *data,
                           size_t len,
                           unsigned char *out,
                           unsigned int *out_len);
    BIO *(*bio_new)(const void *data, int len); /* BIO_new_mem_buf */
    int (*bio_free)(BIO *bio);                  /* BIO_free */
    EVP_PKEY *(*read_key)(BIO *bio,             /* PEM_read_bio_PrivateKey */
                          EVP_PKEY **key,
                          pem_password_cb *ask,
                          void *user);
    int (*key_id)(const EVP_PKEY *key);        /* EVP_PKEY_get_base_id */
    void (*key_free)(EVP_PKEY *key);           /* EVP_PKEY_free */
    EVP_MD_CTX *(*context_new)(void);          /* EVP_MD_CTX_new */
    void (*context_free)(EVP_MD_CTX *context); /* EVP_MD_CTX_free */
    int (*sign_init)(EVP_MD_CTX *context,      /* EVP_DigestSignInit */
                     EVP_PKEY_CTX **options,
                     const EVP_MD *type,
                     ENGINE *engine,
                     EVP_PKEY *key);
    int (*sign)(EVP_MD_CTX *context, /* EVP_DigestSign */
                unsigned char *out,
                size_t *out_len,
                const unsigned char *data,
                size_t len);
    int (*set_padding)(EVP_PKEY_CTX *options, int padding);
    int (*set_salt_len)(EVP_PKEY_CTX *options, int len);
    EVP_CIPHER_CTX *(*cipher_new)(void);         /* EVP_CIPHER_CTX_new */
    void (*cipher_free)(EVP_CIPHER_CTX *cipher); /* EVP_CIPHER_CTX_free */
    const EVP_CIPHER *(*aes_256_gcm)(void);      /* EVP_aes_256_gcm */
    int (*cipher_init)(EVP_CIPHER_CTX *cipher,   /* EVP_CipherInit_ex */
                       const EVP_CIPHER *type,
                       ENGINE *engine,
                       const unsigned char *key,
                       const unsigned char *nonce,
                       int encrypt);
    int (*cipher_update)(EVP_CIPHER_CTX *cipher, /* EVP_CipherUpdate */
                         unsigned char *out,
                         int *out_len,
                         const unsigned char *in,
                         int in_len);
    int (*cipher_final)(EVP_CIPHER_CTX *cipher, /* EVP_CipherFinal_ex */
                        unsigned char *out,
                        int *out_len);
    int (*cipher_control)(EVP_CIPHER_CTX *cipher, /* EVP_CIPHER_CTX_ctrl */
                          int what,
                          int number,
                          void *data);
    void (*clear_errors)(void); /* ERR_clear_error */
};

/* Open libcrypto and fill the table; it stays open until the process ends.
 * 0, or -1 (ERR_RUNTIME_MISSING). */
int crypto_library_open(struct crypto_library *library, struct err *err);

#endif
