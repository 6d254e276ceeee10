#include "bridge/record_root.h"

#include <lauxlib.h>

#include "bridge/json_members.h"
#include "bridge/json_value.h"

/* [-0, +1, e] Push what is asked for by the value on top of the value of a
 * member. It was read before: there are no errors. */
static void push_value(lua_State *L,
                       const struct record_page *page,
                       const struct record_member *member)
{
    struct json_reader reader;

    json_reader_init(&reader, page->text + member->value,
                     page->len - member->value, NULL);
    if (json_members_read(L, &reader, json_next(&reader), lua_gettop(L)) != 0)
        luaL_error(L, "%s", reader.err.message);
}

int record_root_push(lua_State *L, const struct record_page *page, int names)
{
    int object;

    luaL_checktype(L, names, LUA_TTABLE);
    if (page->root_count == 0)
        return 0;
    json_object_push(L, 4);
    object = lua_gettop(L);
    for (size_t i = 0; i < page->root_count; i++) {
        const struct record_member *member = &page->root[i];

        lua_pushlstring(L, page->text + member->key, member->key_len);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, names) != LUA_TNIL) { /* key asked */
            push_value(L, page, member);
            lua_remove(L, -2);
            json_object_set(L, object);
        }
        lua_settop(L, object);
    }
    return 1;
}
