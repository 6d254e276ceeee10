#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/hash.h"

static struct crypto_library crypto;

static int open_crypto(void **state)
{
    (void)state;
    return crypto_library_open(&crypto, NULL);
}

static void digests_have_their_names(void **state)
{
    static const char *const names[] = { "md5",      "sha1",    "sha256",
                                         "sha3_256", "blake2b", "sha512_256" };
    static const unsigned sizes[] = { 16, 20, 32, 32, 64, 32 };
    unsigned char out[HASH_MAX];
    unsigned len;
    struct err err;

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(hash_digest(&crypto, names[i], "", 0, out, &len, &err),
                         0);
        assert_int_equal(len, sizes[i]);
    }
    assert_int_equal(hash_digest(&crypto, "nothing", "", 0, out, &len, &err),
                     -1);
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(err.message, "nothing: unknown kind of hash");
}

static void a_key_that_is_none_is_refused_without_asking(void **state)
{
    struct hash_signer signer = { .algorithm = "RS256", .key = "x" };
    struct buf out = BUF_EMPTY;
    struct err err;

    (void)state;
    signer.key_len = 1;
    assert_int_equal(hash_sign_jwt(&crypto, &signer, "", 0, &out, &err), -1);
    assert_int_equal(err.code, ERR_INVALID);
    signer.algorithm = "none";
    assert_int_equal(hash_sign_jwt(&crypto, &signer, "", 0, &out, &err), -1);
    assert_string_equal(err.message, "none: unknown algorithm");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_have_their_names),
        cmocka_unit_test(a_key_that_is_none_is_refused_without_asking),
    };

    return cmocka_run_group_tests(tests, open_crypto, NULL);
}
