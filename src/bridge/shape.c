#include "bridge/shape.h"

#include <lauxlib.h>

#define SHAPE_TYPE "revos.records.shape"

/* The user value that keeps the names. */
enum { PLANS = 1 };

static int shape_gc(lua_State *L)
{
    record_shape_free(luaL_checkudata(L, 1, SHAPE_TYPE));
    return 0;
}

static void no_memory(lua_State *L)
{
    luaL_error(L, "not enough memory");
}

/* [-0, +0, e] The kinds that stay at the place which the table on top
 * describes. */
static unsigned read_kinds(lua_State *L)
{
    static const char *const names[] = { "string",  "integer", "float",
                                         "boolean", "null",    "object",
                                         "array",   NULL };
    int list = lua_gettop(L) + 1;
    unsigned kinds = 0;

    lua_getfield(L, -1, "stays");
    luaL_checktype(L, list, LUA_TTABLE);
    for (lua_Integer i = 1; lua_rawgeti(L, list, i) != LUA_TNIL; i++) {
        kinds |= 1U << luaL_checkoption(L, list + 1, NULL, names);
        lua_pop(L, 1);
    }
    lua_settop(L, list - 1);
    return kinds;
}

/* What is made at the moment: the tables in the order of their places are in
 * the list at `plans`, which maps each to its place, too; and it has the names
 * as keys. */
struct making {
    struct record_shape *shape;
    int plans;
};

/* [-1, +0, e] The place of the table on top, which is added where it is new. */
static uint32_t place_of(lua_State *L, const struct making *making)
{
    uint32_t place;

    luaL_checktype(L, -1, LUA_TTABLE);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, making->plans) == LUA_TNUMBER) {
        place = (uint32_t)lua_tointeger(L, -1);
    } else {
        lua_pop(L, 1);
        if (record_shape_add(making->shape, read_kinds(L), &place) != 0)
            no_memory(L);
        lua_pushvalue(L, -1);
        lua_rawseti(L, making->plans, (lua_Integer)place + 1);
        lua_pushvalue(L, -1);
        lua_pushinteger(L, place);
        lua_rawset(L, making->plans);
        lua_pushnil(L);
    }
    lua_pop(L, 2);
    return place;
}

/* [-1, +0, e] Add the { name, plan } on top to a place. */
static void
add_member(lua_State *L, const struct making *making, uint32_t place)
{
    const char *name;
    size_t len;
    uint32_t to;

    lua_getfield(L, -1, "name");
    name = luaL_checklstring(L, -1, &len);
    lua_pushvalue(L, -1);
    lua_pushboolean(L, 1);
    lua_rawset(L, making->plans);
    if (lua_getfield(L, -2, "plan") != LUA_TTABLE) { /* anything may be there */
        lua_pop(L, 3);
        return;
    }
    to = place_of(L, making);
    if (record_shape_add_member(making->shape, place, name, len, to) != 0)
        no_memory(L);
    lua_pop(L, 2);
}

/* [-1, +0, e] Add what is in the values that the table on top describes. */
static void
fill_place(lua_State *L, const struct making *making, uint32_t place)
{
    int plan = lua_gettop(L);

    if (lua_getfield(L, plan, "members") == LUA_TTABLE)
        for (lua_Integer i = 1; lua_rawgeti(L, plan + 1, i) == LUA_TTABLE; i++)
            add_member(L, making, place);
    record_shape_end_members(making->shape, place);
    lua_settop(L, plan);
    if (lua_getfield(L, plan, "items") == LUA_TTABLE) {
        uint32_t items = place_of(L, making);

        making->shape->places[place].items = items;
    }
    lua_settop(L, plan - 1);
}

void shape_push(lua_State *L, int index)
{
    struct record_shape *shape = lua_newuserdatauv(L, sizeof *shape, 1);
    struct making making = { shape, lua_gettop(L) + 1 };

    *shape = (struct record_shape){ 0 };
    if (luaL_newmetatable(L, SHAPE_TYPE)) {
        lua_pushcfunction(L, shape_gc);
        lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, -2);
    lua_newtable(L);
    lua_pushvalue(L, making.plans);
    lua_setiuservalue(L, making.plans - 1, PLANS);
    lua_pushvalue(L, index);
    place_of(L, &making);
    for (lua_Integer i = 1; lua_rawgeti(L, making.plans, i) == LUA_TTABLE; i++)
        fill_place(L, &making, (uint32_t)i - 1);
    lua_settop(L, making.plans - 1);
}

const struct record_shape *shape_check(lua_State *L, int index)
{
    return luaL_checkudata(L, index, SHAPE_TYPE);
}
