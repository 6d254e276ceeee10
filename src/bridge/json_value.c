#include "bridge/json_value.h"

#include <lauxlib.h>

#include "core/json_text.h"

/* Their addresses are the keys of the metatables in the registry. */
static const char meta_keys[4];

void json_value_push_meta(lua_State *L, enum json_kind kind)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &meta_keys[kind]);
}

/* The element of each metatable that tells the kind which it marks. */
enum { KIND = 1 };

/* The kind that the metatable of the table at `index` marks, or 0. */
static lua_Integer marked_kind(lua_State *L, int index)
{
    lua_Integer kind;

    if (!lua_getmetatable(L, index))
        return 0;
    lua_rawgeti(L, -1, KIND);
    kind = lua_tointeger(L, -1);
    lua_pop(L, 2);
    return kind;
}

enum json_kind json_value_kind(lua_State *L, int index)
{
    lua_Integer kind;

    if (lua_type(L, index) != LUA_TTABLE)
        return JSON_IS_OTHER;
    index = lua_absindex(L, index);
    kind = marked_kind(L, index);
    if (kind != 0)
        return (enum json_kind)kind;
    kind =
        lua_rawgeti(L, index, 1) == LUA_TNIL ? JSON_IS_OBJECT : JSON_IS_ARRAY;
    lua_pop(L, 1);
    return (enum json_kind)kind;
}

bool json_value_has_kind(lua_State *L, int index, enum json_kind kind)
{
    return lua_type(L, index) == LUA_TTABLE &&
           marked_kind(L, index) == (lua_Integer)kind;
}

void json_array_push(lua_State *L, int elements)
{
    lua_createtable(L, elements, 0);
    json_value_push_meta(L, JSON_IS_ARRAY);
    lua_setmetatable(L, -2);
}

void json_object_push(lua_State *L, int members)
{
    lua_createtable(L, 0, members + 1);
    json_value_push_meta(L, JSON_IS_OBJECT);
    lua_setmetatable(L, -2);
}

void json_integer_push(lua_State *L, const char *text, size_t len)
{
    int64_t value;

    if (json_text_integer(text, len, &value) == 0) {
        lua_pushinteger(L, value);
        return;
    }
    lua_createtable(L, 0, 1);
    lua_pushlstring(L, text, len);
    lua_setfield(L, -2, "text");
    json_value_push_meta(L, JSON_IS_BIGNUM);
    lua_setmetatable(L, -2);
}

void json_object_clear(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    for (lua_pushnil(L); lua_next(L, index);) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, index);
    }
}

static int object_newindex(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "the key of an object must be a string, not a %s",
                          luaL_typename(L, 2));
    lua_settop(L, 3);
    json_object_add(L, 1);
    return 0;
}

/* The iterator of pairs: upvalues are the list, its length, the last place. */
static int object_next(lua_State *L)
{
    lua_Integer count = lua_tointeger(L, lua_upvalueindex(2));
    lua_Integer place = lua_tointeger(L, lua_upvalueindex(3));

    lua_settop(L, 1);
    while (++place <= count) {
        if (lua_rawgeti(L, lua_upvalueindex(1), place) == LUA_TSTRING) {
            lua_pushvalue(L, -1);
            if (lua_rawget(L, 1) != LUA_TNIL) {
                lua_pushinteger(L, place);
                lua_replace(L, lua_upvalueindex(3));
                return 2;
            }
        }
        lua_settop(L, 1);
    }
    lua_pushnil(L);
    return 1;
}

static int object_pairs(lua_State *L)
{
    lua_Integer count;

    luaL_checktype(L, 1, LUA_TTABLE);
    json_object_order(L, 1, false, &count);
    lua_pushinteger(L, count);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, object_next, 3);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int object_len(lua_State *L)
{
    lua_Integer count, members = 0;

    lua_settop(L, 1); /* # passes its operand twice */
    json_object_order(L, 1, false, &count);
    for (lua_Integer i = 1; i <= count; i++) {
        if (json_object_member(L, 1, 2, i)) {
            members++;
            lua_pop(L, 2);
        }
    }
    lua_pushinteger(L, members);
    return 1;
}

static int bignum_tostring(lua_State *L)
{
    lua_getfield(L, 1, "text");
    return 1;
}

static int bignum_eq(lua_State *L)
{
    bool same = json_value_kind(L, 1) == JSON_IS_BIGNUM &&
                json_value_kind(L, 2) == JSON_IS_BIGNUM;

    if (same) {
        lua_getfield(L, 1, "text");
        lua_getfield(L, 2, "text");
        same = lua_rawequal(L, -1, -2);
    }
    lua_pushboolean(L, same);
    return 1;
}

static int bignum_newindex(lua_State *L)
{
    return luaL_error(L, "a long integer cannot be changed");
}

/* [-0, +0, m] One metatable, kept in the registry. */
static void make_meta(lua_State *L,
                      enum json_kind kind,
                      const char *name,
                      const luaL_Reg *methods)
{
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__name");
    lua_pushinteger(L, (lua_Integer)kind);
    lua_rawseti(L, -2, KIND);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &meta_keys[kind]);
}

void json_value_open(lua_State *L)
{
    static const luaL_Reg object[] = { { "__len", object_len },
                                       { "__newindex", object_newindex },
                                       { "__pairs", object_pairs },
                                       { NULL, NULL } };
    static const luaL_Reg array[] = { { NULL, NULL } };
    static const luaL_Reg bignum[] = { { "__eq", bignum_eq },
                                       { "__newindex", bignum_newindex },
                                       { "__tostring", bignum_tostring },
                                       { NULL, NULL } };

    json_value_push_meta(L, JSON_IS_OBJECT);
    if (lua_isnil(L, -1)) {
        make_meta(L, JSON_IS_OBJECT, "json.object", object);
        make_meta(L, JSON_IS_ARRAY, "json.array", array);
        make_meta(L, JSON_IS_BIGNUM, "json.bignum", bignum);
    }
    lua_pop(L, 1);
}
