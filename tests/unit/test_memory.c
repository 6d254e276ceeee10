#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <lauxlib.h>
#include <lualib.h>

#include "bridge/memory.h"

static int runs(lua_State *L, const char *chunk)
{
    int status = luaL_dostring(L, chunk);

    lua_settop(L, 0);
    return status == LUA_OK;
}

static void test_counts_every_byte(void **state)
{
    struct memory memory = MEMORY_FREE;
    lua_State *L = lua_newstate(memory_allocate, &memory);

    (void)state;
    assert_non_null(L);
    luaL_openlibs(L);
    assert_true(runs(L, "t = {} for i = 1, 1000 do t[i] = {} end"));
    assert_true(memory.used > 50000);
    lua_close(L);
    assert_int_equal(memory.used, 0);
    memory_close(&memory);
}

static void test_holds_a_limit(void **state)
{
    struct memory memory = MEMORY_FREE;
    lua_State *L = lua_newstate(memory_allocate, &memory);

    (void)state;
    luaL_openlibs(L);
    assert_int_equal(memory_limit(L, 1000000), 0);
    assert_true(runs(L, "s = ('x'):rep(100000)"));
    assert_false(runs(L, "s = ('x'):rep(2000000)"));
    assert_int_equal(memory_limit(L, 100000000), 0); /* changes nothing */
    assert_false(runs(L, "s = ('x'):rep(2000000)"));
    assert_true(runs(L, "s = ('x'):rep(100000)"));
    lua_close(L);
    memory_close(&memory);
}

/* Over every border between the pool's classes and malloc, up and down. */
static void test_keeps_the_bytes_of_a_block(void **state)
{
    struct memory memory = MEMORY_FREE;
    unsigned char *block = NULL;
    size_t size = 0;

    (void)state;
    for (int step = 0; step < 2000; step++) {
        size_t next = 1 + (size_t)(step * 37 % 600);

        block = memory_allocate(&memory, block, size, next);
        assert_non_null(block);
        for (size_t i = 0; i < (size < next ? size : next); i++)
            assert_int_equal(block[i], i % 251);
        for (size_t i = 0; i < next; i++)
            block[i] = (unsigned char)(i % 251);
        size = next;
    }
    assert_int_equal(memory.used, size);
    assert_null(memory_allocate(&memory, block, size, 0));
    assert_int_equal(memory.used, 0);
    memory_close(&memory);
}

static void test_knows_its_own_vm(void **state)
{
    lua_State *L = luaL_newstate();

    (void)state;
    assert_int_equal(memory_limit(L, 1000), -1);
    lua_close(L);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts_every_byte),
        cmocka_unit_test(test_holds_a_limit),
        cmocka_unit_test(test_keeps_the_bytes_of_a_block),
        cmocka_unit_test(test_knows_its_own_vm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
