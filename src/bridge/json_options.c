#include "bridge/json_options.h"

#include <lauxlib.h>
#include <string.h>

/* The whole number in field `name` of the options at `index`, or 0. */
static lua_Integer whole_option(lua_State *L, int index, const char *name)
{
    lua_Integer value = 0;

    if (lua_getfield(L, index, name) != LUA_TNIL) {
        value = lua_tointeger(L, -1);
        luaL_argcheck(L, lua_isinteger(L, -1) && value >= 0, index, name);
    }
    lua_pop(L, 1);
    return value;
}

static bool flag_option(lua_State *L, int index, const char *name)
{
    bool value;

    lua_getfield(L, index, name);
    value = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

struct json_limits json_options_limits(lua_State *L, int index)
{
    struct json_limits limits = { 0, 0, false };

    if (lua_isnoneornil(L, index))
        return limits;
    luaL_checktype(L, index, LUA_TTABLE);
    limits.depth = (unsigned)whole_option(L, index, "max_depth");
    limits.size = (size_t)whole_option(L, index, "max_size");
    limits.words = flag_option(L, index, "words");
    return limits;
}

struct json_style json_options_style(lua_State *L, int index)
{
    struct json_style style = { 0 };

    if (lua_isnoneornil(L, index))
        return style;
    luaL_checktype(L, index, LUA_TTABLE);
    style.indent = (int)whole_option(L, index, "indent");
    style.ascii = flag_option(L, index, "ascii");
    style.sorted = flag_option(L, index, "sort_keys");
    style.omits_nulls = flag_option(L, index, "omit_nulls");
    if (lua_getfield(L, index, "separators") != LUA_TNIL) {
        const char *name = lua_tostring(L, -1);

        style.python = name != NULL && strcmp(name, "python") == 0;
        luaL_argcheck(L, style.python, index, "separators: only \"python\"");
    }
    lua_pop(L, 1);
    return style;
}
