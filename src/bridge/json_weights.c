/* How much there is in a value, and where references are. */
#include <lauxlib.h>
#include <string.h>

#include "bridge/json_value.h"

enum { MOST_LEVELS = 200 }; /* what contains itself has no end */

static const lua_Integer most_weight = (lua_Integer)1 << 40;

static lua_Integer weigh(lua_State *L, int weights, int level);

static bool is_reference_key(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TSTRING &&
           strcmp(lua_tostring(L, index), "$ref") == 0;
}

static bool is_reference(lua_State *L, int index)
{
    return strncmp(lua_tostring(L, index), "#/", 2) == 0;
}

/* The weight of the value on top, whose key is below it. */
static lua_Integer weigh_member(lua_State *L, int weights, int level)
{
    if (is_reference_key(L, -2))
        return 0;
    switch (lua_type(L, -1)) {
    case LUA_TTABLE:
        return weigh(L, weights, level + 1);
    case LUA_TSTRING:
        return !is_reference(L, -1);
    default:
        return 1;
    }
}

/* The weight of the members of the table on top and its own. Light userdata are
 * no keys of members: under one stands the list of them. */
static lua_Integer weigh_members(lua_State *L, int weights, int level)
{
    int table = lua_gettop(L);
    lua_Integer sum = 1;
    bool refers = false;

    luaL_checkstack(L, 8, "nested too deep");
    for (lua_pushnil(L); lua_next(L, table) != 0; lua_pop(L, 1)) {
        lua_Integer weight;

        if (lua_type(L, -2) == LUA_TLIGHTUSERDATA)
            continue;
        weight = weigh_member(L, weights, level);
        refers = refers || weight == 0;
        if (sum < most_weight)
            sum += weight;
    }
    return refers ? 0 : sum;
}

/* The same, looked up where it is known and noted where it is not. */
static lua_Integer weigh(lua_State *L, int weights, int level)
{
    lua_Integer weight;

    lua_pushvalue(L, -1);
    if (lua_rawget(L, weights) == LUA_TNUMBER) {
        weight = lua_tointeger(L, -1);
        lua_pop(L, 1);
        return weight;
    }
    lua_pop(L, 1);
    if (level > MOST_LEVELS)
        return 0;
    weight = weigh_members(L, weights, level);
    lua_pushvalue(L, -1);
    lua_pushinteger(L, weight);
    lua_rawset(L, weights);
    return weight;
}

void json_weights_push(lua_State *L, int index)
{
    int value = lua_absindex(L, index);

    lua_newtable(L);
    lua_pushvalue(L, value);
    if (lua_istable(L, -1))
        weigh(L, lua_gettop(L) - 1, 0);
    lua_pop(L, 1);
}
