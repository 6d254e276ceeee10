#include "core/hash.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* What hashlib calls otherwise than libcrypto. */
static const char *real_name(const char *name)
{
    static const char *const others[][2] = {
        { "sha3_224", "sha3-224" },     { "sha3_256", "sha3-256" },
        { "sha3_384", "sha3-384" },     { "sha3_512", "sha3-512" },
        { "blake2b", "blake2b512" },    { "blake2s", "blake2s256" },
        { "sha512_256", "sha512-256" },
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(name, others[i][0]) == 0)
            return others[i][1];
    return name;
}

static const EVP_MD *
find(const struct crypto_library *crypto, const char *name, struct err *err)
{
    const EVP_MD *type = crypto->digest_by_name(real_name(name));

    if (type == NULL)
        err_set(err, ERR_INVALID, "%.80s: unknown kind of hash", name);
    return type;
}

int hash_digest(const struct crypto_library *crypto,
                const char *name,
                const void *data,
                size_t len,
                unsigned char out[HASH_MAX],
                unsigned int *out_len,
                struct err *err)
{
    const EVP_MD *type = find(crypto, name, err);

    if (type == NULL)
        return -1;
    if (crypto->digest(data, len, out, out_len, type, NULL) != 1)
        return err_set(err, ERR_INTERNAL, "%.80s: cannot be computed", name);
    return 0;
}

int hash_hmac(const struct crypto_library *crypto,
              const char *name,
              const void *key,
              size_t key_len,
              const void *data,
              size_t len,
              unsigned char out[HASH_MAX],
              unsigned int *out_len,
              struct err *err)
{
    const EVP_MD *type = find(crypto, name, err);

    if (type == NULL)
        return -1;
    if (key_len > INT_MAX)
        return err_set(err, ERR_LIMIT, "hmac: the key is too long");
    if (crypto->hmac(type, key, (int)key_len, data, len, out, out_len) == NULL)
        return err_set(err, ERR_INTERNAL, "hmac: cannot be computed");
    return 0;
}

/* One row for each algorithm of JSON Web Tokens. */
struct algorithm {
    const char *name;
    const char *hash; /* NULL: the key's own */
    int key;          /* EVP_PKEY_NONE: a shared secret */
    int pss;
    size_t half; /* bytes of r and of s in an ECDSA signature */
};

static const struct algorithm *find_algorithm(const char *name)
{
    static const struct algorithm all[] = {
        { "HS256", "sha256", EVP_PKEY_NONE, 0, 0 },
        { "HS384", "sha384", EVP_PKEY_NONE, 0, 0 },
        { "HS512", "sha512", EVP_PKEY_NONE, 0, 0 },
        { "RS256", "sha256", EVP_PKEY_RSA, 0, 0 },
        { "RS384", "sha384", EVP_PKEY_RSA, 0, 0 },
        { "RS512", "sha512", EVP_PKEY_RSA, 0, 0 },
        { "PS256", "sha256", EVP_PKEY_RSA, 1, 0 },
        { "PS384", "sha384", EVP_PKEY_RSA, 1, 0 },
        { "PS512", "sha512", EVP_PKEY_RSA, 1, 0 },
        { "ES256", "sha256", EVP_PKEY_EC, 0, 32 },
        { "ES256K", "sha256", EVP_PKEY_EC, 0, 32 },
        { "ES384", "sha384", EVP_PKEY_EC, 0, 48 },
        { "ES512", "sha512", EVP_PKEY_EC, 0, 66 },
        { "EdDSA", NULL, EVP_PKEY_ED25519, 0, 0 },
    };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(name, all[i].name) == 0)
            return &all[i];
    return NULL;
}

/* Never ask on the terminal. */
static int give_passphrase(char *to, int size, int writing, void *user)
{
    const char *passphrase = user;
    size_t len = passphrase == NULL ? 0 : strlen(passphrase);

    (void)writing;
    if (len > (size_t)size)
        return -1;
    if (len > 0)
        memcpy(to, passphrase, len);
    return (int)len;
}

/* One INTEGER of a DER signature, padded to `half` bytes. Returns the byte
 * after it, or NULL. */
static const unsigned char *take_integer(const unsigned char *at,
                                         const unsigned char *end,
                                         unsigned char *to,
                                         size_t half)
{
    size_t len;

    if (end - at < 2 || at[0] != 0x02 || at[1] > end - at - 2)
        return NULL;
    len = at[1];
    at += 2;
    while (len > half && *at == 0) { /* the sign */
        at++;
        len--;
    }
    if (len > half)
        return NULL;
    memset(to, 0, half - len);
    memcpy(to + half - len, at, len);
    return at + len;
}

/* RFC 7518 section 3.4 wants r and s side by side, libcrypto gives a DER
 * SEQUENCE of them. 0, or -1. */
static int unpack_ecdsa(const unsigned char *der,
                        size_t der_len,
                        size_t half,
                        struct buf *out)
{
    const unsigned char *end = der + der_len, *at = der + 2;
    unsigned char both[2 * 66];

    if (der_len > 2 && (der[1] & 0x80) != 0)
        at += der[1] & 0x7f;
    if (der_len < 8 || at >= end)
        return -1;
    at = take_integer(at, end, both, half);
    if (at == NULL || take_integer(at, end, both + half, half) == NULL)
        return -1;
    return buf_append(out, both, 2 * half);
}

/* 0, or -1: the key is of another kind than the algorithm. */
static int sign_with(const struct crypto_library *crypto,
                     const struct algorithm *algorithm,
                     EVP_PKEY *key,
                     EVP_MD_CTX *context,
                     const void *data,
                     size_t len,
                     struct buf *out)
{
    const EVP_MD *type = algorithm->hash == NULL
                             ? NULL
                             : crypto->digest_by_name(algorithm->hash);
    unsigned char signature[1024];
    size_t size = sizeof signature;
    EVP_PKEY_CTX *options = NULL;

    if (crypto->key_id(key) != algorithm->key ||
        crypto->sign_init(context, &options, type, NULL, key) != 1)
        return -1;
    if (algorithm->pss &&
        (crypto->set_padding(options, RSA_PKCS1_PSS_PADDING) != 1 ||
         crypto->set_salt_len(options, RSA_PSS_SALTLEN_DIGEST) != 1))
        return -1;
    if (crypto->sign(context, signature, &size, data, len) != 1)
        return -1;
    if (algorithm->half > 0)
        return unpack_ecdsa(signature, size, algorithm->half, out);
    return buf_append(out, signature, size);
}

static EVP_PKEY *read_key(const struct crypto_library *crypto,
                          const struct hash_signer *signer)
{
    BIO *bio = signer->key_len > INT_MAX
                   ? NULL
                   : crypto->bio_new(signer->key, (int)signer->key_len);
    EVP_PKEY *key = NULL;

    if (bio == NULL)
        return NULL;
    key = crypto->read_key(bio, NULL, give_passphrase,
                           (void *)signer->passphrase);
    crypto->bio_free(bio);
    return key;
}

static int sign_with_key(const struct crypto_library *crypto,
                         const struct algorithm *algorithm,
                         const struct hash_signer *signer,
                         const void *data,
                         size_t len,
                         struct buf *out,
                         struct err *err)
{
    EVP_PKEY *key = read_key(crypto, signer);
    EVP_MD_CTX *context;
    int status = -1;

    if (key == NULL) {
        crypto->clear_errors();
        return err_set(err, ERR_INVALID,
                       "%s: the key cannot be read; is it PEM, and the "
                       "passphrase right?",
                       algorithm->name);
    }
    context = crypto->context_new();
    if (context != NULL)
        status = sign_with(crypto, algorithm, key, context, data, len, out);
    crypto->context_free(context);
    crypto->key_free(key);
    crypto->clear_errors();
    if (status != 0)
        err_set(err, ERR_INVALID, "%s: the key does not fit", algorithm->name);
    return status;
}

int hash_sign_jwt(const struct crypto_library *crypto,
                  const struct hash_signer *signer,
                  const void *data,
                  size_t len,
                  struct buf *out,
                  struct err *err)
{
    const struct algorithm *algorithm = find_algorithm(signer->algorithm);
    unsigned char digest[HASH_MAX];
    unsigned int digest_len;

    if (algorithm == NULL)
        return err_set(err, ERR_INVALID, "%.80s: unknown algorithm",
                       signer->algorithm);
    if (algorithm->key != EVP_PKEY_NONE)
        return sign_with_key(crypto, algorithm, signer, data, len, out, err);
    if (hash_hmac(crypto, algorithm->hash, signer->key, signer->key_len, data,
                  len, digest, &digest_len, err) != 0)
        return -1;
    if (buf_append(out, digest, digest_len) != 0)
        return err_set(err, ERR_LIMIT, "signature: not enough memory");
    return 0;
}
