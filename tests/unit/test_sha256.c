#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "core/hash.h"
#include "core/sha256.h"

static void is_digest(const void *data, size_t len, const char *wanted)
{
    unsigned char out[SHA256_SIZE];
    char hex[2 * SHA256_SIZE + 1];

    sha256(data, len, out);
    for (int i = 0; i < SHA256_SIZE; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", (unsigned)out[i]);
    assert_string_equal(hex, wanted);
}

/* The examples that NIST gives. */
static void the_examples_of_the_standard(void **state)
{
    static char many[1000000];

    (void)state;
    is_digest("", 0,
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85"
              "5");
    is_digest("abc", 3,
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a"
              "d");
    is_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c"
              "1");
    memset(many, 'a', sizeof many);
    is_digest(many, sizeof many,
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd"
              "0");
}

/* At every length around the ends of blocks. */
static void as_libcrypto_has_it(void **state)
{
    struct crypto_library crypto;
    unsigned char data[300], out[SHA256_SIZE], wanted[HASH_MAX];
    unsigned int wanted_len;
    struct err err;

    (void)state;
    assert_int_equal(crypto_library_open(&crypto, &err), 0);
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char)(i * 167 + 13);
    for (size_t len = 0; len <= sizeof data; len++) {
        sha256(data, len, out);
        assert_int_equal(hash_digest(&crypto, "sha256", data, len, wanted,
                                     &wanted_len, &err),
                         0);
        assert_int_equal(wanted_len, SHA256_SIZE);
        assert_memory_equal(out, wanted, SHA256_SIZE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard),
        cmocka_unit_test(as_libcrypto_has_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
