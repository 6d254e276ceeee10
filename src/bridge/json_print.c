/* json_print.c - from Lua values to text. */
#include <lauxlib.h>
#include <string.h>

#include "bridge/json_value.h"
#include "core/json_writer.h"

struct printing {
    lua_State *L;
    struct buf *out;
    const struct json_style *style;
    int level;
};

static void write_value(struct printing *pr, int index);

static void check(struct printing *pr, int done)
{
    if (done != 0)
        luaL_error(pr->L, "not enough memory");
}

static inline void put(struct printing *pr, const char *text)
{
    check(pr, buf_append(pr->out, text, strlen(text)));
}

static void new_line(struct printing *pr)
{
    if (pr->style->indent == 0)
        return;
    put(pr, "\n");
    for (int i = 0; i < pr->level * pr->style->indent; i++)
        put(pr, " ");
}

/* What stands before an element: a comma unless it is the first. */
static void separate(struct printing *pr, bool first)
{
    if (!first)
        put(pr, pr->style->python && pr->style->indent == 0 ? ", " : ",");
    new_line(pr);
}

static void close_list(struct printing *pr, bool empty, const char *bracket)
{
    pr->level--;
    if (!empty)
        new_line(pr);
    put(pr, bracket);
}

static void write_string(struct printing *pr, int index)
{
    size_t len;
    const char *text = lua_tolstring(pr->L, index, &len);

    check(pr, json_write_string(pr->out, text, len, pr->style->ascii));
}

static void write_array(struct printing *pr, int index)
{
    lua_State *L = pr->L;
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);

    put(pr, "[");
    pr->level++;
    for (lua_Integer i = 1; i <= count; i++) {
        separate(pr, i == 1);
        lua_rawgeti(L, index, i);
        write_value(pr, lua_gettop(L));
        lua_pop(L, 1);
    }
    close_list(pr, count == 0, "]");
}

static bool is_null(lua_State *L, int index)
{
    return lua_islightuserdata(L, index) && lua_touserdata(L, index) == NULL;
}

/* The member whose key is on top, when there is one. */
static bool write_member(struct printing *pr, int index, bool first)
{
    lua_State *L = pr->L;
    int key = lua_gettop(L);

    if (lua_type(L, key) != LUA_TSTRING)
        return false;
    lua_pushvalue(L, key);
    if (lua_rawget(L, index) == LUA_TNIL ||
        (pr->style->omits_nulls && pr->level == 1 && is_null(L, key + 1)))
        return false;
    separate(pr, first);
    write_string(pr, key);
    put(pr, pr->style->python || pr->style->indent > 0 ? ": " : ":");
    write_value(pr, key + 1);
    return true;
}

static void write_object(struct printing *pr, int index)
{
    lua_State *L = pr->L;
    lua_Integer count;
    bool empty = true;
    int list;

    json_object_order(L, index, pr->style->sorted, &count);
    list = lua_gettop(L);
    put(pr, "{");
    pr->level++;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, list, i);
        if (write_member(pr, index, empty))
            empty = false;
        lua_settop(L, list);
    }
    close_list(pr, empty, "}");
    lua_pop(L, 1);
}

static void write_table(struct printing *pr, int index)
{
    lua_State *L = pr->L;

    if (pr->level >= JSON_DEPTH_MOST)
        luaL_error(L, "the value is nested too deep, or contains itself");
    luaL_checkstack(L, 12, "nested too deep");
    switch (json_value_kind(L, index)) {
    case JSON_IS_ARRAY:
        write_array(pr, index);
        return;
    case JSON_IS_BIGNUM:
        lua_getfield(L, index, "text");
        put(pr, luaL_checkstring(L, -1));
        lua_pop(L, 1);
        return;
    default:
        write_object(pr, index);
    }
}

static void write_number(struct printing *pr, int index)
{
    if (lua_isinteger(pr->L, index))
        check(pr, json_write_integer(pr->out, lua_tointeger(pr->L, index)));
    else
        check(pr, json_write_double(pr->out, lua_tonumber(pr->L, index),
                                    pr->style->python));
}

static void write_value(struct printing *pr, int index)
{
    switch (lua_type(pr->L, index)) {
    case LUA_TTABLE:
        write_table(pr, index);
        return;
    case LUA_TSTRING:
        write_string(pr, index);
        return;
    case LUA_TNUMBER:
        write_number(pr, index);
        return;
    case LUA_TBOOLEAN:
        put(pr, lua_toboolean(pr->L, index) ? "true" : "false");
        return;
    default:
        if (is_null(pr->L, index))
            put(pr, "null");
        else
            luaL_error(pr->L, "a %s is not a JSON value",
                       luaL_typename(pr->L, index));
    }
}

void json_value_write(lua_State *L,
                      int index,
                      struct buf *out,
                      const struct json_style *style)
{
    struct printing pr = { .L = L, .out = out, .style = style };

    write_value(&pr, lua_absindex(L, index));
}
