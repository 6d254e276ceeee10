#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/buf.h"

static void test_grows_and_ends_with_a_nul(void **state)
{
    struct buf buf = BUF_EMPTY;

    (void)state;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(buf_puts(&buf, "0123456789"), 0);
    assert_int_equal(buf.len, 10000);
    assert_int_equal(buf.data[buf.len], '\0');
    assert_memory_equal(buf.data + 9990, "0123456789", 10);
    buf_free(&buf);
    assert_null(buf.data);
    buf_free(&buf);
}

static void test_formats(void **state)
{
    struct buf buf = BUF_EMPTY;

    (void)state;
    assert_int_equal(buf_printf(&buf, "%d-%s", 42, "x"), 0);
    assert_int_equal(buf_putc(&buf, '!'), 0);
    assert_string_equal(buf.data, "42-x!");
    buf_free(&buf);
}

static void test_refuses_an_impossible_size(void **state)
{
    struct buf buf = BUF_EMPTY;

    (void)state;
    assert_int_equal(buf_puts(&buf, "kept"), 0);
    assert_int_equal(buf_reserve(&buf, SIZE_MAX / 2), -1);
    assert_string_equal(buf.data, "kept");
    buf_free(&buf);
}

static void test_reserves_what_is_asked(void **state)
{
    struct buf buf = BUF_EMPTY;
    const char *data;

    (void)state;
    assert_int_equal(buf_reserve_exactly(&buf, 1000), 0);
    assert_int_equal(buf.cap, 1001);
    data = buf.data;
    for (int i = 0; i < 100; i++)
        assert_int_equal(buf_puts(&buf, "0123456789"), 0);
    assert_ptr_equal(buf.data, data);
    assert_int_equal(buf_reserve_exactly(&buf, 0), 0);
    assert_int_equal(buf.cap, 1001);
    assert_int_equal(buf_reserve_exactly(&buf, SIZE_MAX / 2), -1);
    assert_int_equal(buf.len, 1000);
    buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows_and_ends_with_a_nul),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_refuses_an_impossible_size),
        cmocka_unit_test(test_reserves_what_is_asked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
