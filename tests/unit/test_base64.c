#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/base64.h"

static void check(const char *bytes, size_t len, const char *text)
{
    struct buf out = BUF_EMPTY;

    assert_int_equal(base64_encode(&out, bytes, len), 0);
    assert_int_equal(out.len, strlen(text));
    assert_memory_equal(out.data, text, out.len);
    out.len = 0;
    assert_int_equal(base64_decode(&out, text, strlen(text), NULL), 0);
    assert_int_equal(out.len, len);
    assert_memory_equal(out.data, bytes, len);
    buf_free(&out);
}

static void goes_there_and_back(void **state)
{
    (void)state;
    check("", 0, "");
    check("f", 1, "Zg==");
    check("fo", 2, "Zm8=");
    check("foo", 3, "Zm9v");
    check("\0\xff\xfe", 3, "AP/+");
}

static void refuse(const char *text)
{
    struct buf out = BUF_EMPTY;
    struct err err;

    assert_int_equal(base64_decode(&out, text, strlen(text), &err), -1);
    assert_int_equal(err.code, ERR_INVALID);
    buf_free(&out);
}

static void refuses_missing_padding(void **state)
{
    (void)state;
    refuse("Z");
    refuse("Zg");
    refuse("Zg=");
    refuse("Zm9vZ===");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_there_and_back),
        cmocka_unit_test(refuses_missing_padding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
