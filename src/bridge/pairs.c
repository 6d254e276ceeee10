#include "bridge/pairs.h"

#include <lauxlib.h>
#include <lualib.h>

/* [-0, +1, e] Most are texts already. */
static void push_text(lua_State *L, int index)
{
    if (lua_type(L, index) == LUA_TSTRING)
        lua_pushvalue(L, index);
    else
        luaL_tolstring(L, index, NULL);
}

/* [-1, +0, e] Append name and value on top of the stack as one more pair of
 * the list at `list`. `name` is an index. */
static void append(lua_State *L, int list, int name, const char *what)
{
    lua_Integer at = (lua_Integer)lua_rawlen(L, list);

    switch (lua_type(L, -1)) {
    case LUA_TSTRING:
    case LUA_TNUMBER:
    case LUA_TBOOLEAN:
        push_text(L, -1); /* value text */
        break;
    default:
        luaL_error(L, "option '%s': a value must be text, a number or boolean",
                   what);
    }
    push_text(L, name); /* value text name */
    lua_rawseti(L, list, at + 1);
    lua_rawseti(L, list, at + 2);
    lua_pop(L, 1);
}

/* [-1, +0, e] The same for a value that may be a list. */
static void append_all(lua_State *L, int list, int name, const char *what)
{
    int values = lua_gettop(L);

    if (!lua_istable(L, values)) {
        append(L, list, name, what);
        return;
    }
    for (lua_Integer i = 1; lua_geti(L, values, i) != LUA_TNIL; i++)
        append(L, list, name, what);
    lua_settop(L, values - 1);
}

/* A list of { name, value }. */
static void from_list(lua_State *L, int index, int list, const char *what)
{
    for (lua_Integer i = 1; lua_geti(L, index, i) == LUA_TTABLE; i++) {
        int pair = lua_gettop(L);

        if (lua_geti(L, pair, 1) != LUA_TSTRING)
            luaL_error(L, "option '%s': a pair must begin with its name", what);
        lua_geti(L, pair, 2);
        append_all(L, list, pair + 1, what);
        lua_settop(L, pair - 1);
    }
    if (!lua_isnil(L, -1))
        luaL_error(L, "option '%s': a list of pairs expected", what);
    lua_pop(L, 1);
}

/* A mapping that tells its own order: the iterator triple is on top. */
static void from_iterator(lua_State *L, int list, const char *what)
{
    int iterator = lua_gettop(L) - 2;

    for (;;) {
        lua_pushvalue(L, iterator);
        lua_pushvalue(L, iterator + 1);
        lua_pushvalue(L, iterator + 2);
        lua_call(L, 2, 2); /* ... name value */
        if (lua_isnil(L, -2))
            break;
        append_all(L, list, iterator + 3, what);
        lua_replace(L, iterator + 2);
    }
    lua_settop(L, iterator - 1);
}

/* [-0, +1, e] Push the sorted list of the names of a mapping. */
static void push_names(lua_State *L, int index, const char *what)
{
    int names;

    lua_newtable(L);
    names = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        if (lua_type(L, -2) != LUA_TSTRING)
            luaL_error(L, "option '%s': a name must be text", what);
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, names, (lua_Integer)lua_rawlen(L, names) + 1);
    }
    luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 0);
    lua_getfield(L, -1, "sort");
    lua_pushvalue(L, names);
    lua_call(L, 1, 0);
    lua_settop(L, names);
}

static void from_mapping(lua_State *L, int index, int list, const char *what)
{
    int names;

    push_names(L, index, what);
    names = lua_gettop(L);
    for (lua_Integer i = 1; lua_rawgeti(L, names, i) == LUA_TSTRING; i++) {
        lua_pushvalue(L, -1);
        lua_rawget(L, index); /* names name value */
        append_all(L, list, names + 1, what);
        lua_settop(L, names);
    }
    lua_settop(L, names - 1);
}

lua_Integer pairs_flatten(lua_State *L, int index, const char *what)
{
    int list;

    index = lua_absindex(L, index);
    luaL_checkstack(L, 12, NULL);
    lua_newtable(L);
    list = lua_gettop(L);
    if (lua_rawlen(L, index) > 0) {
        from_list(L, index, list, what);
    } else if (luaL_getmetafield(L, index, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, index);
        lua_call(L, 1, 3);
        from_iterator(L, list, what);
    } else {
        from_mapping(L, index, list, what);
    }
    return (lua_Integer)lua_rawlen(L, list) / 2;
}
