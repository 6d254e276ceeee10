#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/archive.h"

/* "hello" as gzip makes it. */
static const unsigned char hello[] = {
    0x1f, 0x8b, 0x08, 0, 0,    0,    0,    0,    2,    3, 0xcb, 0x48, 0xcd,
    0xc9, 0xc9, 0x07, 0, 0x86, 0xa6, 0x10, 0x36, 0x05, 0, 0,    0,
};

static void every_cut_is_told(void **state)
{
    (void)state;
    for (size_t len = 0; len < sizeof hello; len++) {
        struct buf out = BUF_EMPTY;
        struct err err;

        assert_int_equal(
            archive_inflate(ARCHIVE_GZIP, hello, len, 100, &out, &err), -1);
        assert_int_equal(err.code, ERR_INVALID);
        buf_free(&out);
    }
}

static void the_limit_is_exact(void **state)
{
    struct buf out = BUF_EMPTY;
    struct err err;

    (void)state;
    assert_int_equal(
        archive_inflate(ARCHIVE_GZIP, hello, sizeof hello, 5, &out, &err), 0);
    assert_string_equal(out.data, "hello");
    assert_int_equal(
        archive_inflate(ARCHIVE_GZIP, hello, sizeof hello, 4, &out, &err), -1);
    assert_int_equal(err.code, ERR_LIMIT);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_is_told),
        cmocka_unit_test(the_limit_is_exact),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
