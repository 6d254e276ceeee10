#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/pool.h"

static void test_blocks_do_not_overlap(void **state)
{
    enum { COUNT = 5000 };
    static unsigned char *blocks[COUNT];
    struct pool pool = POOL_EMPTY;

    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        blocks[i] = pool_take(&pool, 1 + i % POOL_MOST);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % POOL_UNIT, 0);
        memset(blocks[i], (int)(i % 256), 1 + i % POOL_MOST);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < 1 + i % POOL_MOST; j++)
            assert_int_equal(blocks[i][j], i % 256);
    pool_close(&pool);
    assert_null(pool.chunks);
}

static void test_what_is_given_back_is_taken_again(void **state)
{
    struct pool pool = POOL_EMPTY;
    void *first = pool_take(&pool, 40), *second = pool_take(&pool, 40);

    (void)state;
    pool_give(&pool, first, 40);
    assert_ptr_not_equal(pool_take(&pool, 20), first);
    assert_ptr_equal(pool_take(&pool, 33), first);
    assert_ptr_not_equal(pool_take(&pool, 33), second);
    pool_close(&pool);
}

static void test_tells_classes(void **state)
{
    (void)state;
    assert_true(pool_same(1, 16));
    assert_false(pool_same(16, 17));
    assert_true(pool_same(241, 256));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_do_not_overlap),
        cmocka_unit_test(test_what_is_given_back_is_taken_again),
        cmocka_unit_test(test_tells_classes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
