/* json_compare.c - deep comparison and deep copies of values. */
#include <lauxlib.h>
#include <math.h>

#include "bridge/json_value.h"

/* One level further into a value, as deep as it could be printed. */
static void enter(lua_State *L, int level)
{
    if (level > JSON_DEPTH_MOST)
        luaL_error(L, "the value is nested too deep, or contains itself");
    luaL_checkstack(L, 12, "nested too deep");
}

static bool equal_values(lua_State *L, int a, int b, int level);

static bool equal_arrays(lua_State *L, int a, int b, int level)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, a);
    bool same = count == (lua_Integer)lua_rawlen(L, b);

    for (lua_Integer i = 1; same && i <= count; i++) {
        lua_rawgeti(L, a, i);
        lua_rawgeti(L, b, i);
        same = equal_values(L, lua_gettop(L) - 1, lua_gettop(L), level + 1);
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

static bool equal_objects(lua_State *L, int a, int b, int level)
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
        same = equal_values(L, list + 2, list + 3, level + 1);
        lua_settop(L, list);
    }
    lua_settop(L, list - 1);
    return same;
}

static bool equal_values(lua_State *L, int a, int b, int level)
{
    enum json_kind kind = json_value_kind(L, a);

    enter(L, level);
    if (kind != json_value_kind(L, b))
        return false;
    if (lua_istable(L, a) && lua_rawequal(L, a, b))
        return true;
    switch (kind) {
    case JSON_IS_OBJECT:
        return equal_objects(L, a, b, level);
    case JSON_IS_ARRAY:
        return equal_arrays(L, a, b, level);
    case JSON_IS_BIGNUM:
        return lua_compare(L, a, b, LUA_OPEQ);
    default: /* 1 and 1.0 are the same number, but not the same JSON */
        return lua_rawequal(L, a, b) &&
               lua_isinteger(L, a) == lua_isinteger(L, b);
    }
}

bool json_value_equal(lua_State *L, int a, int b)
{
    return equal_values(L, a, b, 0);
}

static void copy_value(lua_State *L, int index, int level);

static void copy_array(lua_State *L, int index, int level)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);

    json_array_push(L, (int)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        copy_value(L, lua_gettop(L), level + 1);
        lua_rawseti(L, -3, i);
        lua_pop(L, 1);
    }
}

/* A list of keys that objects share (its [0] is negative, see json_object.c) is
 * the list of the clone, too. */
void json_object_clone(lua_State *L, int index)
{
    lua_Integer count;
    int list = lua_gettop(L) + 1, object = list + 1;
    bool shared;

    index = lua_absindex(L, index);
    json_object_order(L, index, false, &count); /* list */
    lua_rawgeti(L, list, 0);
    shared = lua_tointeger(L, -1) < 0;
    lua_pop(L, 1);
    json_object_push(L, (int)count); /* list object */
    if (shared) {
        lua_pushvalue(L, list);
        json_object_share(L, object, count);
        lua_pop(L, 1);
    }
    for (lua_Integer i = 1; i <= count; i++) {
        if (!json_object_member(L, index, list, i)) /* key value */
            continue;
        if (shared)
            lua_rawset(L, object);
        else
            json_object_add(L, object);
    }
    lua_remove(L, list);
}

static void copy_object(lua_State *L, int index, int level)
{
    lua_Integer count;
    int list, object;

    json_object_order(L, index, false, &count);
    list = lua_gettop(L);
    json_object_clone(L, index);
    object = list + 1;
    for (lua_Integer i = 1; i <= count; i++) {
        if (!json_object_member(L, index, list, i)) /* key value */
            continue;
        copy_value(L, object + 2, level + 1);
        lua_remove(L, object + 2);
        lua_rawset(L, object);
    }
    lua_remove(L, list);
}

static void copy_value(lua_State *L, int index, int level)
{
    enter(L, level);
    switch (json_value_kind(L, index)) {
    case JSON_IS_OBJECT:
        copy_object(L, index, level);
        return;
    case JSON_IS_ARRAY:
        copy_array(L, index, level);
        return;
    default:
        lua_pushvalue(L, index);
    }
}

void json_value_copy(lua_State *L, int index)
{
    copy_value(L, index, 0);
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
