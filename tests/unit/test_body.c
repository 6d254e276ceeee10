#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* cmocka's; ours is a function */
#include <lauxlib.h>

#include "bridge/body.h"

static int open_state(void **state)
{
    *state = luaL_newstate();
    return *state == NULL ? -1 : 0;
}

static int close_state(void **state)
{
    lua_close(*state);
    return 0;
}

static void push(lua_State *L, const char *text)
{
    struct buf bytes = BUF_EMPTY;

    assert_int_equal(buf_puts(&bytes, text), 0);
    body_push(L, &bytes);
    assert_null(bytes.data);
}

static int check(lua_State *L)
{
    size_t len;

    lua_pushstring(L, body_check(L, 1, &len));
    return 1;
}

/* Whether the value on top is one with bytes; pops it. */
static int has_bytes(lua_State *L)
{
    int status;

    lua_pushcfunction(L, check);
    lua_insert(L, -2);
    status = lua_pcall(L, 1, 1, 0);
    lua_pop(L, 1);
    return status == LUA_OK;
}

static void test_is_bytes_until_a_string_is_wanted(void **state)
{
    lua_State *L = *state;
    const char *bytes, *text;
    size_t len;

    push(L, "[1, 2]");
    bytes = body_check(L, -1, &len);
    assert_int_equal(len, 6);
    body_text(L, -1);
    text = lua_tostring(L, -1);
    assert_string_equal(text, "[1, 2]");
    assert_ptr_not_equal(text, bytes);
    assert_ptr_equal(body_check(L, -2, &len), text);
    body_text(L, -2);
    assert_ptr_equal(lua_tostring(L, -1), text);
    lua_settop(L, 0);
}

static void test_stays_where_somebody_points(void **state)
{
    lua_State *L = *state;
    const char *bytes;
    size_t len;

    push(L, "[1, 2]");
    bytes = body_check(L, 1, &len);
    body_hold(L, 1);
    body_text(L, 1);
    assert_ptr_equal(body_check(L, 1, &len), bytes);
    assert_memory_equal(bytes, "[1, 2]", len);
    body_release(L, 1);
    assert_ptr_equal(body_check(L, 1, &len), lua_tostring(L, 2));
    lua_settop(L, 0);
}

static void test_is_gone_when_released(void **state)
{
    lua_State *L = *state;

    push(L, "[1, 2]");
    body_hold(L, 1);
    body_hold(L, 1);
    body_release(L, 1);
    lua_pushvalue(L, 1);
    assert_true(has_bytes(L));
    body_release(L, 1);
    body_release(L, 1);
    lua_pushvalue(L, 1);
    assert_false(has_bytes(L));
    lua_pushinteger(L, 1);
    assert_false(has_bytes(L));
    lua_pushliteral(L, "text");
    body_hold(L, -1);
    body_release(L, -1);
    assert_true(has_bytes(L));
    lua_settop(L, 0);
}

static void test_gives_its_scan_to_who_asks_for_that(void **state)
{
    static const struct record_query query = { .path_len = 0 }, other;
    struct record_scan *begun = record_scan_new(&query), *scan = begun;
    lua_State *L = *state;

    push(L, "[{}]");
    assert_null(body_take_scan(L, 1, &query));
    lua_newtable(L);
    body_give_scan(L, 1, &scan);
    assert_null(scan);
    assert_int_equal(lua_gettop(L), 1);
    assert_null(body_take_scan(L, 1, &other));
    assert_ptr_equal(body_take_scan(L, 1, &query), begun);
    assert_null(body_take_scan(L, 1, &query));
    lua_newtable(L);
    body_give_scan(L, 1, &begun); /* and frees one that nobody takes */
    lua_pushliteral(L, "[{}]");
    assert_null(body_take_scan(L, -1, &query));
    lua_settop(L, 0);
}

/* What nobody releases the collector must come for: it does not see how large
 * it is by itself. */
static void test_the_collector_knows_of_it(void **state)
{
    enum { MEGABYTE = 1024 * 1024 };
    static char page[MEGABYTE];
    lua_State *L = *state;
    int collected = 0;

    lua_newtable(L); /* weak: what is still there */
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "v");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, 1);
    for (int i = 1; i <= 64; i++) {
        struct buf bytes = BUF_EMPTY;

        assert_int_equal(buf_append(&bytes, page, sizeof page), 0);
        body_push(L, &bytes);
        lua_rawseti(L, 1, i);
    }
    for (int i = 1; i <= 64; i++) {
        collected += lua_rawgeti(L, 1, i) == LUA_TNIL;
        lua_pop(L, 1);
    }
    assert_true(collected > 48);
    lua_settop(L, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_bytes_until_a_string_is_wanted),
        cmocka_unit_test(test_stays_where_somebody_points),
        cmocka_unit_test(test_is_gone_when_released),
        cmocka_unit_test(test_gives_its_scan_to_who_asks_for_that),
        cmocka_unit_test(test_the_collector_knows_of_it),
    };

    return cmocka_run_group_tests(tests, open_state, close_state);
}
