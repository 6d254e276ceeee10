#include "core/crypto_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    size_t offset;
} symbols[] = {
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
    void *handle = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL)
        return err_set(err, ERR_RUNTIME_MISSING, "libcrypto: %s", dlerror());
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *address = dlsym(handle, symbols[i].name);

        if (address == NULL)
            return err_set(err, ERR_RUNTIME_MISSING, "libcrypto: %s is missing",
                           symbols[i].name);
        memcpy((char *)library + symbols[i].offset, &address, sizeof address);
    }
    return 0;
}
