#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/spare.h"

enum { MB = 1024 * 1024 };

static struct spare spare;

/* Nothing is kept but the memory of two bodies of 2 MB. */
static void begin(const char **first, const char **second)
{
    struct buf one = BUF_EMPTY, other = BUF_EMPTY;

    spare_close(&spare);
    spare = SPARE_EMPTY;
    assert_int_equal(spare_take(&spare, &one, 2 * MB), 0);
    assert_int_equal(spare_take(&spare, &other, 2 * MB), 0);
    *first = one.data;
    *second = other.data;
    spare_give(&spare, &one);
    spare_give(&spare, &other);
    assert_null(one.data);
}

static void the_next_bodies_get_the_memory_of_the_last(void **state)
{
    const char *first, *second;
    struct buf one = BUF_EMPTY, other = BUF_EMPTY;

    (void)state;
    begin(&first, &second);
    assert_int_equal(spare_take(&spare, &one, 2 * MB - 5000), 0);
    assert_int_equal(spare_take(&spare, &other, 2 * MB - 5000), 0);
    assert_ptr_equal(one.data, second);
    assert_ptr_equal(other.data, first);
    assert_int_equal(one.len, 0);
    spare_give(&spare, &one);
    spare_give(&spare, &other);
}

static void what_is_too_small_or_much_too_large_is_not_taken(void **state)
{
    const char *first, *second;
    struct buf small = BUF_EMPTY, large = BUF_EMPTY;

    (void)state;
    begin(&first, &second);
    assert_int_equal(spare_take(&spare, &small, MB / 2), 0);
    assert_int_equal(spare_take(&spare, &large, 3 * MB), 0);
    assert_true(small.cap < MB && large.cap > 3 * MB);
    assert_ptr_equal(spare.kept[0].data, second);
    assert_ptr_equal(spare.kept[1].data, first);
    buf_free(&small);
    buf_free(&large);
}

static void the_oldest_makes_room(void **state)
{
    const char *first, *second;
    struct buf large = BUF_EMPTY;

    (void)state;
    begin(&first, &second);
    assert_int_equal(spare_take(&spare, &large, 5 * MB), 0);
    spare_give(&spare, &large);
    assert_true(spare.kept[0].cap > 5 * MB);
    assert_ptr_equal(spare.kept[1].data, second);
}

static void a_body_of_any_length_gets_the_newest(void **state)
{
    const char *first, *second;
    struct buf one = BUF_EMPTY, other = BUF_EMPTY, third = BUF_EMPTY;

    (void)state;
    begin(&first, &second);
    spare_take_any(&spare, &one);
    spare_take_any(&spare, &other);
    spare_take_any(&spare, &third);
    assert_ptr_equal(one.data, second);
    assert_ptr_equal(other.data, first);
    assert_null(third.data);
    buf_free(&one);
    buf_free(&other);
}

static void memory_of_its_own_is_kept(void **state)
{
    const char *first, *second;
    struct buf buf = BUF_EMPTY;

    (void)state;
    begin(&first, &second);
    buf_puts(&buf, "begun");
    assert_int_equal(spare_take(&spare, &buf, 2 * MB), 0);
    assert_memory_equal(buf.data, "begun", 5);
    buf_free(&buf);
}

static void nothing_is_kept_after_the_end(void **state)
{
    struct buf buf = BUF_EMPTY;

    (void)state;
    spare_close(&spare);
    assert_int_equal(spare_take(&spare, &buf, 2 * MB), 0);
    spare_give(&spare, &buf);
    assert_null(spare.kept[0].data);
    assert_int_equal(spare_take(NULL, &buf, 2 * MB), 0);
    buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_next_bodies_get_the_memory_of_the_last),
        cmocka_unit_test(what_is_too_small_or_much_too_large_is_not_taken),
        cmocka_unit_test(the_oldest_makes_room),
        cmocka_unit_test(a_body_of_any_length_gets_the_newest),
        cmocka_unit_test(memory_of_its_own_is_kept),
        cmocka_unit_test(nothing_is_kept_after_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
