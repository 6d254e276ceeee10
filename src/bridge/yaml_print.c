#include "bridge/yaml_print.h"

#include <lauxlib.h>

#include "bridge/json_value.h"
#include "core/json_writer.h"
#include "core/yaml_writer.h"

struct printing {
    lua_State *L;
    struct buf *out;
};

static void write_value(struct printing *pr, int index, int level);

static void check(struct printing *pr, int status)
{
    if (status != 0)
        luaL_error(pr->L, "not enough memory");
}

static void put(struct printing *pr, const char *text)
{
    check(pr, buf_puts(pr->out, text));
}

static void new_line(struct printing *pr, int level)
{
    put(pr, "\n");
    for (int i = 0; i < level; i++)
        put(pr, "  ");
}

static bool is_empty(lua_State *L, int index)
{
    lua_Integer count;
    bool empty = true;

    if (json_value_kind(L, index) == JSON_IS_ARRAY)
        return lua_rawlen(L, index) == 0;
    json_object_order(L, index, false, &count);
    for (lua_Integer i = 1; empty && i <= count; i++) {
        if (json_object_member(L, index, lua_gettop(L), i)) {
            empty = false;
            lua_pop(L, 2);
        }
    }
    lua_pop(L, 1);
    return empty;
}

/* A list or mapping that takes lines of its own. */
static bool is_block(lua_State *L, int index)
{
    enum json_kind kind = json_value_kind(L, index);

    return (kind == JSON_IS_ARRAY || kind == JSON_IS_OBJECT) &&
           !is_empty(L, index);
}

/* What stands after "key:": a block begins on the next line. */
static void write_after_key(struct printing *pr, int index, int level)
{
    if (is_block(pr->L, index))
        new_line(pr, level + 1);
    else
        put(pr, " ");
    write_value(pr, index, level + 1);
}

/* The first member stands where the writer is, the others on new lines. */
static void write_mapping(struct printing *pr, int index, int level)
{
    lua_State *L = pr->L;
    lua_Integer count;
    bool first = true;
    int list;

    json_object_order(L, index, false, &count);
    list = lua_gettop(L);
    for (lua_Integer i = 1; i <= count; i++) {
        size_t len;
        const char *key;

        if (!json_object_member(L, index, list, i)) /* list key value */
            continue;
        if (!first)
            new_line(pr, level);
        first = false;
        key = lua_tolstring(L, list + 1, &len);
        check(pr, yaml_write_key(pr->out, key, len));
        put(pr, ":");
        write_after_key(pr, list + 2, level);
        lua_settop(L, list);
    }
    lua_pop(L, 1);
}

static void write_list(struct printing *pr, int index, int level)
{
    lua_State *L = pr->L;
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);

    for (lua_Integer i = 1; i <= count; i++) {
        if (i > 1)
            new_line(pr, level);
        put(pr, "- ");
        lua_rawgeti(L, index, i);
        write_value(pr, lua_gettop(L), level + 1);
        lua_pop(L, 1);
    }
}

static void write_table(struct printing *pr, int index, int level)
{
    lua_State *L = pr->L;
    enum json_kind kind = json_value_kind(L, index);

    luaL_checkstack(L, 12, "nested too deep");
    if (level >= JSON_DEPTH_MOST)
        luaL_error(L, "the value is nested too deep, or contains itself");
    if (kind == JSON_IS_BIGNUM) {
        lua_getfield(L, index, "text");
        put(pr, luaL_checkstring(L, -1));
        lua_pop(L, 1);
    } else if (is_empty(L, index)) {
        put(pr, kind == JSON_IS_ARRAY ? "[]" : "{}");
    } else if (kind == JSON_IS_ARRAY) {
        write_list(pr, index, level);
    } else {
        write_mapping(pr, index, level);
    }
}

static void write_text(struct printing *pr, int index, int level)
{
    size_t len;
    const char *text = lua_tolstring(pr->L, index, &len);

    /* At the top a block still needs its indent. */
    check(pr, yaml_write_text(pr->out, text, len, level > 0 ? 2 * level : 2));
}

static void write_number(struct printing *pr, int index)
{
    if (lua_isinteger(pr->L, index))
        check(pr, json_write_integer(pr->out, lua_tointeger(pr->L, index)));
    else
        check(pr, yaml_write_float(pr->out, lua_tonumber(pr->L, index)));
}

static void write_value(struct printing *pr, int index, int level)
{
    lua_State *L = pr->L;

    switch (lua_type(L, index)) {
    case LUA_TTABLE:
        write_table(pr, index, level);
        return;
    case LUA_TSTRING:
        write_text(pr, index, level);
        return;
    case LUA_TNUMBER:
        write_number(pr, index);
        return;
    case LUA_TBOOLEAN:
        put(pr, lua_toboolean(L, index) ? "true" : "false");
        return;
    default:
        if (!lua_islightuserdata(L, index) || lua_touserdata(L, index) != NULL)
            luaL_error(L, "a %s is not a JSON value", luaL_typename(L, index));
        put(pr, "null");
    }
}

void yaml_print(lua_State *L, int index, struct buf *out)
{
    struct printing pr = { L, out };

    write_value(&pr, lua_absindex(L, index), 0);
    if (out->data[out->len - 1] != '\n')
        put(&pr, "\n");
}
