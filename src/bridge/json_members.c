#include "bridge/json_members.h"

#include <lauxlib.h>

#include "bridge/json_value.h"

/* [-1, +0, m] After a key, which is on top: set the member where it is asked
 * for. 0, or -1. */
static int
read_member(lua_State *L, struct json_reader *reader, int object, int names)
{
    enum json_event event = json_next(reader);

    lua_pushvalue(L, -1);
    if (lua_rawget(L, names) == LUA_TNIL) { /* key asked */
        lua_pop(L, 2);
        return json_skip(reader, event) == JSON_ERROR ? -1 : 0;
    }
    if (json_members_read(L, reader, event, lua_gettop(L)) != 0)
        return -1;
    lua_remove(L, -2);
    json_object_set(L, object);
    return 0;
}

/* [-0, +1, m] After the brace of an object. */
static int read_object(lua_State *L, struct json_reader *reader, int names)
{
    enum json_event event;
    int object;

    json_object_push(L, 4);
    object = lua_gettop(L);
    while ((event = json_next(reader)) == JSON_KEY) {
        json_string_push(L, reader);
        if (read_member(L, reader, object, names) != 0)
            return -1;
    }
    return event == JSON_ERROR ? -1 : 0;
}

/* [-0, +1, m] After the bracket of a list. */
static int read_array(lua_State *L, struct json_reader *reader)
{
    enum json_event event;
    lua_Integer count = 0;

    json_array_push(L, 0);
    while ((event = json_next(reader)) != JSON_ARRAY_END) {
        if (event == JSON_OBJECT || event == JSON_ARRAY) {
            event = json_skip(reader, event);
        } else if (event != JSON_ERROR) {
            json_value_read(L, reader, event, 0, 0);
            lua_rawseti(L, -2, ++count);
        }
        if (event == JSON_ERROR)
            return -1;
    }
    return 0;
}

int json_members_read(lua_State *L,
                      struct json_reader *reader,
                      enum json_event event,
                      int names)
{
    luaL_checkstack(L, 8, "names are nested too deep");
    if (lua_istable(L, names) && event == JSON_OBJECT)
        return read_object(L, reader, names);
    if (lua_istable(L, names) && event == JSON_ARRAY)
        return read_array(L, reader);
    return json_value_read(L, reader, event, 0, 0);
}

int json_members_document(lua_State *L, struct json_reader *reader, int names)
{
    if (json_members_read(L, reader, json_next(reader), names) != 0)
        return -1;
    return json_next(reader) == JSON_END ? 0 : -1;
}
