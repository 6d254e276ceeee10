#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#undef fail /* cmocka's; ours is a function */
#include <lauxlib.h>

#include "bridge/fail.h"
#include "bridge/hold.h"
#include "core/buf.h"

static int open_things;

static void close_thing(void *thing)
{
    (void)thing;
    open_things--;
}

static void open_thing(lua_State *L)
{
    struct hold *hold = hold_new(L, close_thing);

    hold->ptr = &open_things;
    open_things++;
}

static int returns(lua_State *L)
{
    open_thing(L);
    lua_pushinteger(L, 1);
    return 1;
}

static int raises(lua_State *L)
{
    open_thing(L);
    return luaL_error(L, "on purpose");
}

static int fills_a_buffer(lua_State *L)
{
    struct buf *buf = hold_buf(L);

    if (buf_puts(buf, "bytes that need memory") != 0)
        return luaL_error(L, "no memory");
    lua_pushlstring(L, buf->data, buf->len);
    return 1;
}

static int fails(lua_State *L)
{
    return fail_with(L, ERR_NOT_FOUND, "%s: gone", "thing");
}

static void test_closes_on_return(void **state)
{
    lua_State *L = luaL_newstate();

    (void)state;
    lua_pushcfunction(L, returns);
    assert_int_equal(lua_pcall(L, 0, 1, 0), LUA_OK);
    assert_int_equal(open_things, 0);
    lua_close(L);
}

static void test_closes_when_raised_through(void **state)
{
    lua_State *L = luaL_newstate();

    (void)state;
    lua_pushcfunction(L, raises);
    assert_int_equal(lua_pcall(L, 0, 1, 0), LUA_ERRRUN);
    assert_int_equal(open_things, 0);
    lua_close(L);
}

static void test_holds_a_buffer(void **state)
{
    lua_State *L = luaL_newstate();

    (void)state;
    lua_pushcfunction(L, fills_a_buffer);
    assert_int_equal(lua_pcall(L, 0, 1, 0), LUA_OK);
    assert_string_equal(lua_tostring(L, -1), "bytes that need memory");
    lua_close(L);
}

static void test_fails_with_three_values(void **state)
{
    lua_State *L = luaL_newstate();

    (void)state;
    lua_pushcfunction(L, fails);
    assert_int_equal(lua_pcall(L, 0, LUA_MULTRET, 0), LUA_OK);
    assert_int_equal(lua_gettop(L), 3);
    assert_true(lua_isnil(L, 1));
    assert_string_equal(lua_tostring(L, 2), "thing: gone");
    assert_string_equal(lua_tostring(L, 3), "not_found");
    lua_close(L);
}

/* An allocator with a budget of calls: past it, it fails for good. */
static void *meagre(void *budget, void *ptr, size_t old, size_t size)
{
    long *left = budget;

    (void)old;
    if (size == 0) {
        free(ptr);
        return NULL;
    }
    return (*left)-- > 0 ? realloc(ptr, size) : NULL;
}

static void test_closes_when_memory_runs_out_at_any_step(void **state)
{
    int status = LUA_ERRMEM;

    (void)state;
    for (long steps = 0; status != LUA_OK; steps++) {
        long left = 1000;
        lua_State *L = lua_newstate(meagre, &left);

        assert_non_null(L);
        lua_pushcfunction(L, returns);
        left = steps;
        status = lua_pcall(L, 0, 1, 0);
        left = 1000;
        lua_close(L);
        assert_int_equal(open_things, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closes_on_return),
        cmocka_unit_test(test_closes_when_raised_through),
        cmocka_unit_test(test_holds_a_buffer),
        cmocka_unit_test(test_fails_with_three_values),
        cmocka_unit_test(test_closes_when_memory_runs_out_at_any_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
