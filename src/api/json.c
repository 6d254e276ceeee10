/* json.c - the "host.json" module: JSON text and Lua values. What a value is,
 * bridge/json_value.h tells.
 *
 *   json.decode(text [, {max_depth=, max_size=, words=}]) -> value
 *                          -> nil, "line:column: reason", "syntax" | "limit"
 *   json.encode(value [, {indent=, ascii=, separators="python", sort_keys=,
 *                         omit_nulls=}]) -> text
 *   json.part(text, "a.b") -> body | nil, message, code    as decode; not_found
 *   json.members(text, names [, limits]) -> value    as decode, but no more of
 *                          it than bridge/json_members.h tells
 *   json.null, json.object, json.array, json.bignum   (the last: metatables)
 *   json.new_object([{ {key, value}, ... }])   json.new_array([list])
 *   json.new_integer(text)                     digits, of any length
 *   json.is_object(v)  json.is_array(v)  json.is_bignum(v)
 *   json.keys(object)  json.size(object)  json.remove(object, key)
 *   json.replace(object, other)                moves the members of the other
 *   json.flatten(object, lists) -> boolean     its leaves become its members
 *   json.member(v, key)                        its member; nil of no object
 *   json.equal(a, b)   json.copy(v)            deep, by value
 *   json.clone(object)                         the same members in a new one
 *   json.literal(v)                            a copy, nil for what Python's
 *                                              repr does not hold exactly
 *
 * With `words` NaN, Infinity and -Infinity are numbers, as Python reads and
 * writes them. `pairs(object)` keeps the order. A member is set with
 * object[key] = value and removed with json.remove; keys are strings. */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "bridge/body.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "bridge/json_members.h"
#include "bridge/json_options.h"
#include "bridge/json_value.h"
#include "core/json_part.h"

static int json_decode(lua_State *L)
{
    size_t len;
    const char *text = body_check(L, 1, &len);
    struct json_limits limits = json_options_limits(L, 2);
    struct json_reader reader;

    json_reader_init(&reader, text, len, &limits);
    if (json_value_read(L, &reader, json_next(&reader), 0, 0) != 0 ||
        json_next(&reader) != JSON_END)
        return fail(L, &reader.err);
    return 1;
}

static int json_part(lua_State *L)
{
    size_t len;
    const char *text = body_check(L, 1, &len);
    const char *path = luaL_checkstring(L, 2);
    struct buf *part = hold_buf(L);
    struct err err;
    int found = json_part_append(part, text, len, path, &err);

    if (found < 0)
        return fail(L, &err);
    if (found == 0)
        return fail_with(L, ERR_NOT_FOUND, "there is no such value");
    body_push(L, part);
    return 1;
}

static int json_members(lua_State *L)
{
    size_t len;
    const char *text = body_check(L, 1, &len);
    struct json_limits limits = json_options_limits(L, 3);
    struct json_reader reader;

    luaL_checktype(L, 2, LUA_TTABLE);
    json_reader_init(&reader, text, len, &limits);
    return json_members_document(L, &reader, 2) == 0 ? 1 : fail(L, &reader.err);
}

static int json_encode(lua_State *L)
{
    struct json_style style = json_options_style(L, 2);
    struct buf *out;

    luaL_checkany(L, 1);
    out = hold_buf(L);
    json_value_write(L, 1, out, &style);
    lua_pushlstring(L, out->data, out->len);
    return 1;
}

static int json_new_object(lua_State *L)
{
    enum { USUAL = 3 }; /* room for so many members that are set later */
    lua_Integer count = 0;

    if (!lua_isnoneornil(L, 1)) {
        luaL_checktype(L, 1, LUA_TTABLE);
        count = luaL_len(L, 1);
    }
    lua_settop(L, 1);
    json_object_push(L, count > USUAL ? (int)count : USUAL);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_geti(L, 1, i) != LUA_TTABLE ||
            lua_rawgeti(L, 3, 1) != LUA_TSTRING)
            return luaL_argerror(L, 1, "a list of {key, value} is expected");
        lua_rawgeti(L, 3, 2);
        json_object_set(L, 2);
        lua_settop(L, 2);
    }
    return 1;
}

/* The list itself becomes the array. */
static int json_new_array(lua_State *L)
{
    if (lua_isnoneornil(L, 1)) {
        json_array_push(L, 0);
        return 1;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    json_value_push_meta(L, JSON_IS_ARRAY);
    lua_setmetatable(L, 1);
    return 1;
}

static int json_new_integer(lua_State *L)
{
    size_t len, i = 0;
    const char *text = luaL_checklstring(L, 1, &len);

    if (len > 1 && text[0] == '-')
        i = 1;
    luaL_argcheck(L, len > 0 && strspn(text + i, "0123456789") == len - i, 1,
                  "digits are expected");
    while (i + 1 < len && text[i] == '0') /* leading zeros */
        i++;
    if (text[0] == '-')
        text = lua_pushfstring(L, "-%s", text + i);
    else
        text = lua_pushstring(L, text + i);
    json_integer_push(L, text, strlen(text));
    return 1;
}

/* A table without one of the metatables is neither object nor array. */
static bool has_meta(lua_State *L, enum json_kind kind)
{
    luaL_checkany(L, 1);
    return json_value_has_kind(L, 1, kind);
}

/* Whether the first argument has the metatable of objects, which is an upvalue:
 * templates ask for each record. */
static bool is_object(lua_State *L)
{
    return lua_getmetatable(L, 1) && lua_rawequal(L, -1, lua_upvalueindex(1));
}

static int json_member(lua_State *L)
{
    lua_settop(L, 2);
    if (!is_object(L))
        return 0;
    lua_pushvalue(L, 2);
    lua_rawget(L, 1);
    return 1;
}

static int json_is_object(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_pushboolean(L, is_object(L));
    return 1;
}

static int json_is_array(lua_State *L)
{
    lua_pushboolean(L, has_meta(L, JSON_IS_ARRAY));
    return 1;
}

static int json_is_bignum(lua_State *L)
{
    lua_pushboolean(L, has_meta(L, JSON_IS_BIGNUM));
    return 1;
}

static int json_keys(lua_State *L)
{
    lua_Integer count, n = 0;

    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    json_object_order(L, 1, false, &count);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        if (!json_object_member(L, 1, 2, i))
            continue;
        lua_pop(L, 1);
        lua_rawseti(L, 3, ++n);
    }
    return 1;
}

static int json_size(lua_State *L)
{
    lua_Integer count, n = 0;

    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    json_object_order(L, 1, false, &count);
    for (lua_Integer i = 1; i <= count; i++) {
        n += json_object_member(L, 1, 2, i);
        lua_settop(L, 2);
    }
    lua_pushinteger(L, n);
    return 1;
}

static int json_remove(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checktype(L, 2, LUA_TSTRING);
    if (json_value_kind(L, 1) == JSON_IS_OBJECT)
        json_object_remove(L, 1, 2);
    return 0;
}

/* What is moved is all there is in the table, the order of the members too. */
static int json_replace(lua_State *L)
{
    for (int i = 1; i <= 2; i++)
        luaL_argcheck(L, json_value_has_kind(L, i, JSON_IS_OBJECT), i,
                      "object expected");
    if (lua_rawequal(L, 1, 2))
        return 0;
    lua_settop(L, 2);
    json_object_clear(L, 1);
    for (lua_pushnil(L); lua_next(L, 2);) {
        lua_pushvalue(L, -2);
        lua_rotate(L, -2, 1);
        lua_rawset(L, 1);
    }
    json_object_clear(L, 2);
    return 0;
}

static int json_flatten(lua_State *L)
{
    luaL_argcheck(L, json_value_has_kind(L, 1, JSON_IS_OBJECT), 1,
                  "object expected");
    lua_pushboolean(L, json_object_flatten(L, 1, lua_toboolean(L, 2)));
    return 1;
}

static int json_equal(lua_State *L)
{
    luaL_checkany(L, 2);
    lua_pushboolean(L, json_value_equal(L, 1, 2));
    return 1;
}

static int json_clone(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    json_object_clone(L, 1);
    return 1;
}

static int json_copy(lua_State *L)
{
    luaL_checkany(L, 1);
    json_value_copy(L, 1);
    return 1;
}

static int json_literal(lua_State *L)
{
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    if (!json_value_is_literal(L, 1))
        return 0;
    json_value_copy(L, 1);
    return 1;
}

static int json_weights(lua_State *L)
{
    luaL_checkany(L, 1);
    json_weights_push(L, 1);
    return 1;
}

static const luaL_Reg json_functions[] = {
    { "clone", json_clone },
    { "copy", json_copy },
    { "decode", json_decode },
    { "encode", json_encode },
    { "equal", json_equal },
    { "flatten", json_flatten },
    { "is_array", json_is_array },
    { "is_bignum", json_is_bignum },
    { "keys", json_keys },
    { "literal", json_literal },
    { "members", json_members },
    { "new_array", json_new_array },
    { "new_integer", json_new_integer },
    { "new_object", json_new_object },
    { "part", json_part },
    { "remove", json_remove },
    { "replace", json_replace },
    { "size", json_size },
    { "weights", json_weights },
    { NULL, NULL },
};

static int null_tostring(lua_State *L)
{
    lua_pushliteral(L, "null");
    return 1;
}

static const luaL_Reg object_functions[] = {
    { "is_object", json_is_object },
    { "member", json_member },
    { NULL, NULL },
};

/* All light userdata of a VM share one metatable; null is the only one that
 * revos shows to Lua. */
static void name_null(lua_State *L)
{
    lua_pushlightuserdata(L, NULL);
    lua_createtable(L, 0, 2);
    lua_pushliteral(L, "null");
    lua_setfield(L, -2, "__name");
    lua_pushcfunction(L, null_tostring);
    lua_setfield(L, -2, "__tostring");
    lua_setmetatable(L, -2);
    lua_setfield(L, -2, "null");
}

int luaopen_host_json(lua_State *L)
{
    static const char *const names[] = { "object", "array", "bignum" };

    json_value_open(L);
    luaL_newlib(L, json_functions);
    json_value_push_meta(L, JSON_IS_OBJECT);
    luaL_setfuncs(L, object_functions, 1);
    name_null(L);
    for (int i = 0; i < 3; i++) {
        json_value_push_meta(L, (enum json_kind)(JSON_IS_OBJECT + i));
        lua_setfield(L, -2, names[i]);
    }
    return 1;
}
