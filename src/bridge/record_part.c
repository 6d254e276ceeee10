#include "bridge/record_part.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

#include "bridge/json_value.h"
#include "core/json_reader.h"

void record_part_push(lua_State *L, int names, lua_Integer count)
{
    json_object_push(L, (int)count + 1);
    lua_pushvalue(L, names);
    json_object_share(L, -2, count);
    lua_pop(L, 1);
}

static bool are_digits(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

/* What most members are: a text without escapes is what its bytes are. */
static bool push_plain(lua_State *L, const char *value, size_t len)
{
    if (*value == '"' && memchr(value, '\\', len) == NULL)
        lua_pushlstring(L, value + 1, len - 2);
    else if (are_digits(value, len))
        json_integer_push(L, value, len);
    else if (*value == 't' || *value == 'f')
        lua_pushboolean(L, *value == 't');
    else
        return false;
    return true;
}

/* [-0, +1, e] The bytes were read before: there are no errors. */
static void push_value(lua_State *L,
                       const struct record_page *page,
                       const struct record_mark *mark,
                       int lists)
{
    const char *value = page->text + mark->value;
    size_t len = mark->end - mark->value;
    struct json_reader reader;

    if (push_plain(L, value, len))
        return;
    json_reader_init(&reader, value, len, NULL);
    if (json_value_read(L, &reader, json_next(&reader), lists,
                        mark->name + 1) != 0)
        luaL_error(L, "%s", reader.err.message);
}

static void clear(lua_State *L, const struct record_part *part, uint64_t found)
{
    for (unsigned i = part->first; i < part->end; i++) {
        if (found >> i & 1)
            continue;
        lua_rawgeti(L, part->names, (lua_Integer)i + 1);
        lua_pushnil(L);
        lua_rawset(L, part->object);
    }
}

void record_part_fill(lua_State *L,
                      const struct record_page *page,
                      const struct record_span *span,
                      const struct record_part *part)
{
    uint64_t found = 0;

    for (uint32_t i = 0; i < span->mark_count; i++) {
        const struct record_mark *mark = page->marks + span->first_mark + i;

        if (mark->name < part->first || mark->name >= part->end)
            continue;
        lua_rawgeti(L, part->names, (lua_Integer)mark->name + 1);
        push_value(L, page, mark, part->lists);
        lua_rawset(L, part->object);
        found |= (uint64_t)1 << mark->name;
    }
    clear(L, part, found);
}
