#include "bridge/record_root.h"

#include <lauxlib.h>

#include "bridge/json_value.h"
#include "bridge/record_change.h"

/* [-0, +1, e] Push the value of a member. */
static void push_value(lua_State *L,
                       const struct record_page *page,
                       const struct record_member *member)
{
    struct json_reader reader;

    json_reader_init(&reader, page->text + member->value,
                     page->len - member->value, NULL);
    if (json_value_read(L, &reader, json_next(&reader), 0, 0) != 0)
        luaL_error(L, "%s", reader.err.message);
}

int record_root_push(lua_State *L, const struct record_page *page, int index)
{
    struct record_names names;
    int object;

    luaL_checktype(L, index, LUA_TTABLE);
    record_names_read(L, index, &names);
    if (page->root_count == 0)
        return 0;
    json_object_push(L, (int)names.count);
    object = lua_gettop(L);
    for (size_t i = 0; i < page->root_count; i++) {
        const struct record_member *member = &page->root[i];
        const char *key = page->text + member->key;

        if (record_names_index(&names, key, member->key_len) < 0)
            continue;
        lua_pushlstring(L, key, member->key_len);
        push_value(L, page, member);
        json_object_set(L, object);
    }
    return 1;
}
