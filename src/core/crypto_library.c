#include "core/crypto_library.h"

#include <stddef.h>

#include "core/symbols.h"

static const struct symbol symbols[] = {
#define SYMBOL(name, member)                                                   \
    {                                                                          \
        name, offsetof(struct crypto_library, member)                          \
    }
    SYMBOL("EVP_get_digestbyname", digest_by_name),
    SYMBOL("EVP_Digest", digest),
    SYMBOL("HMAC", hmac),
    SYMBOL("BIO_new_mem_buf", bio_new),
    SYMBOL("BIO_free", bio_free),
    SYMBOL("PEM_read_bio_PrivateKey", read_key),
    SYMBOL("EVP_PKEY_get_base_id", key_id),
    SYMBOL("EVP_PKEY_free", key_free),
    SYMBOL("EVP_MD_CTX_new", context_new),
    SYMBOL("EVP_MD_CTX_free", context_free),
    SYMBOL("EVP_DigestSignInit", sign_init),
    SYMBOL("EVP_DigestSign", sign),
    SYMBOL("EVP_PKEY_CTX_set_rsa_padding", set_padding),
    SYMBOL("EVP_PKEY_CTX_set_rsa_pss_saltlen", set_salt_len),
    SYMBOL("EVP_CIPHER_CTX_new", cipher_new),
    SYMBOL("EVP_CIPHER_CTX_free", cipher_free),
    SYMBOL("EVP_aes_256_gcm", aes_256_gcm),
    SYMBOL("EVP_CipherInit_ex", cipher_init),
    SYMBOL("EVP_CipherUpdate", cipher_update),
    SYMBOL("EVP_CipherFinal_ex", cipher_final),
    SYMBOL("EVP_CIPHER_CTX_ctrl", cipher_control),
    SYMBOL("ERR_clear_error", clear_errors),
#undef SYMBOL
};

int crypto_library_open(struct crypto_library *library, struct err *err)
{
    return symbols_open(library, "libcrypto.so.3", symbols,
                        sizeof symbols / sizeof *symbols, err);
}
