/* json_compare.c - deep comparison and deep copies of values. */
#include <lauxlib.h>
#include <math.h>

#include "bridge/json_value.h"

static bool equal_arrays(lua_State *L, int a, int b)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, a);
    bool same = count == (lua_Integer)lua_rawlen(L, b);

    for (lua_Integer i = 1; same && i <= count; i++) {
        lua_rawgeti(L, a, i);
        lua_rawgeti(L, b, i);
        same = json_value_equal(L, lua_gettop(L) - 1, lua_gettop(L));
        lua_pop(L, 2);
    }
    return same;
}

static lua_Integer count_members(lua_State *L, int object)
{
    lua_Integer count, members = 0;

    json_object_order(L, object, false, &count);
    for (lua_Integer i = 1; i <= count; i++) {
        if (json_object_member(L, object, lua_gettop(L), i)) {
            members++;
            lua_pop(L, 2);
        }
    }
    lua_pop(L, 1);
    return members;
}

static bool equal_objects(lua_State *L, int a, int b)
{
    lua_Integer count;
    bool same = count_members(L, a) == count_members(L, b);
    int list;

    json_object_order(L, a, false, &count);
    list = lua_gettop(L);
    for (lua_Integer i = 1; same && i <= count; i++) {
        if (!json_object_member(L, a, list, i)) /* key value */
            continue;
        lua_pushvalue(L, list + 1);
        lua_rawget(L, b);
        same = json_value_equal(L, list + 2, list + 3);
        lua_settop(L, list);
    }
    lua_settop(L, list - 1);
    return same;
}

bool json_value_equal(lua_State *L, int a, int b)
{
    enum json_kind kind = json_value_kind(L, a);

    luaL_checkstack(L, 12, "nested too deep");
    if (kind != json_value_kind(L, b))
        return false;
    if (lua_istable(L, a) && lua_rawequal(L, a, b))
        return true;
    switch (kind) {
    case JSON_IS_OBJECT:
        return equal_objects(L, a, b);
    case JSON_IS_ARRAY:
        return equal_arrays(L, a, b);
    case JSON_IS_BIGNUM:
        return lua_compare(L, a, b, LUA_OPEQ);
    default: /* 1 and 1.0 are the same number, but not the same JSON */
        return lua_rawequal(L, a, b) &&
               lua_isinteger(L, a) == lua_isinteger(L, b);
    }
}

static void copy_array(lua_State *L, int index)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);

    json_array_push(L, (int)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        json_value_copy(L, lua_gettop(L));
        lua_rawseti(L, -3, i);
        lua_pop(L, 1);
    }
}

static void copy_object(lua_State *L, int index)
{
    lua_Integer count;
    int list, object;

    json_object_order(L, index, false, &count);
    list = lua_gettop(L);
    json_object_push(L, (int)count);
    object = list + 1;
    for (lua_Integer i = 1; i <= count; i++) {
        if (!json_object_member(L, index, list, i)) /* key value */
            continue;
        json_value_copy(L, object + 2);
        lua_remove(L, object + 2);
        json_object_set(L, object);
    }
    lua_remove(L, list);
}

void json_value_copy(lua_State *L, int index)
{
    luaL_checkstack(L, 12, "nested too deep");
    switch (json_value_kind(L, index)) {
    case JSON_IS_OBJECT:
        copy_object(L, index);
        return;
    case JSON_IS_ARRAY:
        copy_array(L, index);
        return;
    default:
        lua_pushvalue(L, index);
    }
}

static bool is_literal(lua_State *L, int index, unsigned depth);

static bool array_is_literal(lua_State *L, int index, unsigned depth)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);
    bool is = true;

    for (lua_Integer i = 1; i <= count && is; i++) {
        lua_rawgeti(L, index, i);
        is = is_literal(L, lua_gettop(L), depth);
        lua_pop(L, 1);
    }
    return is;
}

static bool object_is_literal(lua_State *L, int index, unsigned depth)
{
    lua_Integer count;
    int list;
    bool is = true;

    json_object_order(L, index, false, &count);
    list = lua_gettop(L);
    for (lua_Integer i = 1; i <= count && is; i++)
        if (json_object_member(L, index, list, i)) {
            is = is_literal(L, list + 2, depth);
            lua_settop(L, list);
        }
    lua_pop(L, 1);
    return is;
}

static bool is_literal(lua_State *L, int index, unsigned depth)
{
    luaL_checkstack(L, 12, "nested too deep");
    switch (lua_type(L, index)) {
    case LUA_TTABLE:
        if (json_value_has_kind(L, index, JSON_IS_OBJECT))
            return depth > 0 && object_is_literal(L, index, depth - 1);
        return json_value_has_kind(L, index, JSON_IS_ARRAY) && depth > 0 &&
               array_is_literal(L, index, depth - 1);
    case LUA_TNUMBER:
        return isfinite(lua_tonumber(L, index));
    default:
        return lua_type(L, index) == LUA_TSTRING ||
               lua_type(L, index) == LUA_TBOOLEAN ||
               (lua_islightuserdata(L, index) &&
                lua_touserdata(L, index) == NULL);
    }
}

bool json_value_is_literal(lua_State *L, int index)
{
    return is_literal(L, lua_absindex(L, index), JSON_DEPTH);
}
