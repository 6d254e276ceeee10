#include "bridge/record_change.h"

#include <lauxlib.h>

#include "bridge/json_value.h"

static void add_name(lua_State *L, struct record_names *names, int index)
{
    struct record_name *name = &names->list[names->count];

    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "the name of a member must be a string");
    if (names->count == RECORD_NAMES_MOST)
        luaL_error(L, "more than %d members", RECORD_NAMES_MOST);
    name->text = lua_tolstring(L, index, &name->len);
    names->count++;
}

void record_names_read(lua_State *L, int index, struct record_names *names)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);

    names->count = 0;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        add_name(L, names, -1);
        lua_pop(L, 1);
    }
}

void record_names_push(lua_State *L, int index, struct record_names *names)
{
    names->count = 0;
    if (!lua_isnoneornil(L, index)) {
        luaL_checktype(L, index, LUA_TTABLE);
        record_names_read(L, index, names);
    }
    lua_createtable(L, (int)names->count, (int)names->count + 1);
    for (size_t i = 0; i < names->count; i++) {
        lua_pushlstring(L, names->list[i].text, names->list[i].len);
        names->list[i].text = lua_tostring(L, -1);
        lua_pushinteger(L, (lua_Integer)i + 1);
        lua_rawset(L, -3);
        lua_pushstring(L, names->list[i].text);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    json_object_fix(L, -1);
}

uint64_t record_places_read(lua_State *L, int index, size_t count)
{
    uint64_t changed = 0;
    lua_Integer len;

    if (lua_isnoneornil(L, index))
        return 0;
    luaL_checktype(L, index, LUA_TTABLE);
    len = (lua_Integer)lua_rawlen(L, index);
    for (lua_Integer i = 1; i <= len; i++) {
        lua_Integer place;

        lua_rawgeti(L, index, i);
        place = lua_tointeger(L, -1);
        luaL_argcheck(L, place >= 1 && place <= (lua_Integer)count, index,
                      "there is no such name");
        changed |= (uint64_t)1 << (place - 1);
        lua_pop(L, 1);
    }
    return changed;
}

/* Take the member of that place from the part. */
static void take(
    lua_State *L, int part, int names, unsigned i, struct record_change *change)
{
    static const struct json_style style = { 0 };

    lua_rawgeti(L, names, (lua_Integer)i + 1);
    if (lua_rawget(L, part) != LUA_TNIL && !lua_islightuserdata(L, -1)) {
        change->set |= (uint64_t)1 << i;
        json_value_write(L, lua_gettop(L), &change->values, &style);
    }
    lua_pop(L, 1);
}

void record_change_take(lua_State *L,
                        int part,
                        int names,
                        struct record_change *change)
{
    change->set = 0;
    change->values.len = 0;
    for (unsigned i = 0; i < change->names->count; i++) {
        if (change->changed >> i & 1)
            take(L, part, names, i, change);
        change->ends[i] = change->values.len;
    }
}
