#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/seal.h"

static struct crypto_library crypto;
static const unsigned char key[SEAL_KEY] = "0123456789abcdef0123456789abcde";
static const struct seal_context here = { "source a", 8 };
static const struct seal_context there = { "source b", 8 };

static int open_crypto(void **state)
{
    (void)state;
    return crypto_library_open(&crypto, NULL);
}

static struct buf sealed(const char *text)
{
    struct buf out = BUF_EMPTY;

    assert_int_equal(
        seal_close(&crypto, key, &here, text, strlen(text), &out, NULL), 0);
    assert_int_equal(out.len, strlen(text) + SEAL_NONCE + SEAL_TAG);
    return out;
}

static void check_opens(const struct buf *bytes, const char *wanted)
{
    struct buf out = BUF_EMPTY;

    assert_int_equal(
        seal_open(&crypto, key, &here, bytes->data, bytes->len, &out, NULL), 0);
    assert_int_equal(out.len, strlen(wanted));
    if (out.len > 0)
        assert_memory_equal(out.data, wanted, out.len);
    buf_free(&out);
}

static void check_stays_shut(const unsigned char *with,
                             const struct seal_context *context,
                             const char *bytes,
                             size_t len)
{
    struct buf out = BUF_EMPTY;
    struct err err;

    assert_int_equal(seal_open(&crypto, with, context, bytes, len, &out, &err),
                     -1);
    assert_int_equal(err.code, ERR_DENIED);
    assert_int_equal(out.len, 0);
    buf_free(&out);
}

static void what_is_sealed_opens_again(void **state)
{
    struct buf one = sealed("hush"), two = sealed("hush"), none = sealed("");

    (void)state;
    check_opens(&one, "hush");
    check_opens(&none, "");
    assert_memory_not_equal(one.data, two.data, one.len);
    buf_free(&one);
    buf_free(&two);
    buf_free(&none);
}

static void any_change_keeps_it_shut(void **state)
{
    struct buf one = sealed("hush");
    unsigned char other[SEAL_KEY] = "another key";

    (void)state;
    check_stays_shut(other, &here, one.data, one.len);
    check_stays_shut(key, &there, one.data, one.len);
    check_stays_shut(key, &here, one.data, one.len - 1);
    check_stays_shut(key, &here, one.data, SEAL_NONCE);
    for (size_t i = 0; i < one.len; i++) {
        one.data[i] ^= 1;
        check_stays_shut(key, &here, one.data, one.len);
        one.data[i] ^= 1;
    }
    buf_free(&one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sealed_opens_again),
        cmocka_unit_test(any_change_keeps_it_shut),
    };

    return cmocka_run_group_tests(tests, open_crypto, NULL);
}
