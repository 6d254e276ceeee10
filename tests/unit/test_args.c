#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#undef fail /* cmocka's; ours is a function */
#include <lauxlib.h>
#include <string.h>

#include "bridge/args.h"
#include "bridge/pairs.h"

/* The table that a text of Lua gives, on the stack of a new VM. */
static lua_State *table_of(const char *text)
{
    lua_State *L = luaL_newstate();

    assert_non_null(L);
    assert_int_equal(luaL_dostring(L, text), LUA_OK);
    return L;
}

static void fields_have_types_and_defaults(void **state)
{
    lua_State *L = table_of("return { s = 'x', i = 2.0, n = 1.5, b = false }");
    size_t len;

    (void)state;
    assert_string_equal(args_field_text(L, 1, "s", NULL), "x");
    assert_string_equal(args_field_text(L, 1, "none", "y"), "y");
    assert_null(args_field_bytes(L, 1, "none", &len));
    assert_int_equal(args_field_integer(L, 1, "i", 0), 2);
    assert_true(args_field_number(L, 1, "n", 0) == 1.5);
    assert_int_equal(args_field_boolean(L, 1, "b", 1), 0);
    assert_int_equal(args_field_table(L, 1, "none"), 0);
    assert_int_equal(args_field_boolean(L, 2, "b", 1), 1); /* no options */
    assert_int_equal(lua_gettop(L), 1);
    lua_close(L);
}

static int read_integer(lua_State *L)
{
    args_field_integer(L, 1, "n", 0);
    return 0;
}

static void a_wrong_type_names_its_field(void **state)
{
    lua_State *L = table_of("return { n = 1.5 }");

    (void)state;
    lua_pushcfunction(L, read_integer);
    lua_insert(L, 1);
    assert_int_equal(lua_pcall(L, 1, 0, 0), LUA_ERRRUN);
    assert_non_null(strstr(lua_tostring(L, -1),
                           "option 'n': integer expected, got number"));
    lua_close(L);
}

static void check_pairs(const char *text, const char *wanted)
{
    lua_State *L = table_of(text);
    lua_Integer count = pairs_flatten(L, 1, "pairs");

    lua_pushliteral(L, "");
    for (lua_Integer i = 1; i <= 2 * count; i++) {
        lua_rawgeti(L, 2, i);
        lua_pushliteral(L, ",");
        lua_concat(L, 3);
    }
    assert_string_equal(lua_tostring(L, -1), wanted);
    lua_close(L);
}

static void pairs_are_flat_and_in_order(void **state)
{
    (void)state;
    check_pairs("return {}", "");
    check_pairs("return { b = 1, a = 'x', c = true }", "a,x,b,1,c,true,");
    check_pairs("return { { 'b', 1 }, { 'a', { 2, 3 } } }", "b,1,a,2,a,3,");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_have_types_and_defaults),
        cmocka_unit_test(a_wrong_type_names_its_field),
        cmocka_unit_test(pairs_are_flat_and_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
