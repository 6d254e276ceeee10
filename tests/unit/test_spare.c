#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/spare.h"

enum { MB = 1024 * 1024 };

/* Give the memory of so many bytes; where it was. */
static const char *give(size_t room)
{
    struct buf buf = BUF_EMPTY;
    const char *data;

    assert_int_equal(spare_take(&buf, room), 0);
    data = buf.data;
    buf.len = 1;
    spare_give(&buf);
    assert_null(buf.data);
    return data;
}

static void the_next_body_gets_the_memory_of_the_last(void **state)
{
    const char *data = give(2 * MB);
    struct buf first = BUF_EMPTY, second = BUF_EMPTY;

    (void)state;
    assert_int_equal(spare_take(&first, 2 * MB - 5000), 0);
    assert_ptr_equal(first.data, data);
    assert_int_equal(first.len, 0);
    assert_int_equal(spare_take(&second, 2 * MB - 5000), 0);
    assert_ptr_not_equal(second.data, data);
    spare_give(&first);
    spare_give(&second);
}

static void what_is_too_small_or_much_too_large_is_not_taken(void **state)
{
    const char *data = give(2 * MB);
    struct buf small = BUF_EMPTY, large = BUF_EMPTY;

    (void)state;
    assert_int_equal(spare_take(&small, MB / 2), 0);
    assert_int_equal(spare_take(&large, 3 * MB), 0);
    assert_ptr_not_equal(small.data, data);
    assert_ptr_not_equal(large.data, data);
    assert_true(small.cap < MB && large.cap > 3 * MB);
    buf_free(&small);
    buf_free(&large);
}

static void memory_of_its_own_is_kept(void **state)
{
    struct buf buf = BUF_EMPTY;

    (void)state;
    give(2 * MB);
    buf_puts(&buf, "begun");
    assert_int_equal(spare_take(&buf, 2 * MB), 0);
    assert_memory_equal(buf.data, "begun", 5);
    spare_give(&buf);
    spare_give(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_body_gets_the_memory_of_the_last),
        cmocka_unit_test(what_is_too_small_or_much_too_large_is_not_taken),
        cmocka_unit_test(memory_of_its_own_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
