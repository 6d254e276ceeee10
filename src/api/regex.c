/* regex.c - the "host.regex" module: patterns as Python's `re` spells them.
 *
 *   regex.compile(pattern [, flags]) -> re     flags: letters of "imsx"
 *                                    -> nil, message, "syntax"
 *   re:search(text [, init]) -> match          nil alone: no match
 *   re:match(text [, init]) -> match           at `init` only
 *   re:full_match(text) -> match               all of the text
 *   re:find_all(text) -> { match, ... }
 *   re:replace(text, replacement [, count]) -> text, number
 *
 * A match is { [0] = all of it, start, stop, groups, names }: bytes from 1,
 * `stop` the last one; groups and names hold strings, or false for a group
 * that took no part. A replacement is text with \1, \g<name>, or a function
 * that gets the match. A search that takes too long is nil, message, "limit".
 */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "core/buf.h"
#include "core/regex.h"
#include "core/regex_template.h"

#define REGEX_TYPE "revos.regex"

static struct regex *self(lua_State *L)
{
    struct regex **box = luaL_checkudata(L, 1, REGEX_TYPE);

    luaL_argcheck(L, *box != NULL, 1, "compiled pattern expected");
    return *box;
}

static int regex_gc(lua_State *L)
{
    struct regex **box = luaL_checkudata(L, 1, REGEX_TYPE);

    regex_free(*box);
    *box = NULL;
    return 0;
}

static int regex_lua_compile(lua_State *L)
{
    size_t len;
    const char *pattern = luaL_checklstring(L, 1, &len);
    const char *flags = luaL_optstring(L, 2, "");
    struct regex **box;
    struct err err;

    luaL_argcheck(L, strspn(flags, "imsx") == strlen(flags), 2,
                  "letters of 'imsx' expected");
    box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = NULL;
    luaL_setmetatable(L, REGEX_TYPE);
    if (regex_compile(box, pattern, len, flags, &err) != 0)
        return fail(L, &err);
    return 1;
}

/* [-0, +1, m] The text of a group, or false. */
static void
push_group(lua_State *L, const struct regex *regex, const char *text, size_t i)
{
    size_t start, end;

    if (regex_group(regex, i, &start, &end) == 0)
        lua_pushlstring(L, text + start, end - start);
    else
        lua_pushboolean(L, 0);
}

/* [-0, +1, m] The last match. */
static void
push_match(lua_State *L, const struct regex *regex, const char *text)
{
    size_t start = 0, end = 0;

    regex_group(regex, 0, &start, &end);
    lua_createtable(L, 0, 5); /* match */
    lua_pushinteger(L, (lua_Integer)start + 1);
    lua_setfield(L, -2, "start");
    lua_pushinteger(L, (lua_Integer)end);
    lua_setfield(L, -2, "stop");
    push_group(L, regex, text, 0);
    lua_rawseti(L, -2, 0);
    lua_newtable(L);
    lua_newtable(L); /* match groups names */
    for (size_t i = 1; i <= regex_groups(regex); i++) {
        const char *name = regex_group_name(regex, i);

        push_group(L, regex, text, i);
        if (name != NULL) {
            lua_pushvalue(L, -1);
            lua_setfield(L, -3, name);
        }
        lua_rawseti(L, -3, (lua_Integer)i);
    }
    lua_setfield(L, -3, "names");
    lua_setfield(L, -2, "groups");
}

static int search(lua_State *L, int options)
{
    struct regex *regex = self(L);
    size_t len;
    const char *text = luaL_checklstring(L, 2, &len);
    lua_Integer init = luaL_optinteger(L, 3, 1);
    struct err err;
    int got;

    luaL_argcheck(L, init >= 1, 3, "a byte from 1 expected");
    if ((size_t)init > len + 1)
        return 0;
    got = regex_search(regex, text, len, (size_t)init - 1, options, &err);
    if (got < 0)
        return fail(L, &err);
    if (got == 0)
        return 0;
    push_match(L, regex, text);
    return 1;
}

static int regex_lua_search(lua_State *L)
{
    return search(L, 0);
}

static int regex_match(lua_State *L)
{
    return search(L, REGEX_ANCHORED);
}

static int regex_full_match(lua_State *L)
{
    return search(L, REGEX_FULL);
}

/* Goes from match to match as Python does: an empty match may touch the one
 * before, but the next one may not be empty at the same place. */
struct walk {
    struct regex *regex;
    const char *text;
    size_t len;
    size_t start, end; /* of the match */
    int options;
};

/* 1, 0 at the end, or -1. */
static int next_match(struct walk *walk, struct err *err)
{
    int got = regex_search(walk->regex, walk->text, walk->len, walk->end,
                           walk->options, err);

    if (got <= 0)
        return got;
    regex_group(walk->regex, 0, &walk->start, &walk->end);
    walk->options = walk->start == walk->end ? REGEX_NOT_EMPTY : 0;
    return 1;
}

static int regex_find_all(lua_State *L)
{
    struct walk walk = { .regex = self(L) };
    struct err err;
    lua_Integer n = 0;
    int got;

    walk.text = luaL_checklstring(L, 2, &walk.len);
    lua_newtable(L);
    while ((got = next_match(&walk, &err)) > 0) {
        push_match(L, walk.regex, walk.text);
        lua_rawseti(L, -2, ++n);
    }
    return got < 0 ? fail(L, &err) : 1;
}

/* [-0, +0, e] Append what the match becomes. 0, or -1. */
static int replace_one(lua_State *L,
                       const struct walk *walk,
                       struct buf *out,
                       struct err *err)
{
    size_t len;
    const char *text;
    int status;

    if (lua_type(L, 3) != LUA_TFUNCTION) {
        text = lua_tolstring(L, 3, &len);
        return regex_template(out, text, len, walk->regex, walk->text, err);
    }
    lua_pushvalue(L, 3);
    push_match(L, walk->regex, walk->text);
    lua_call(L, 1, 1);
    text = lua_tolstring(L, -1, &len);
    if (text == NULL)
        return luaL_error(L, "a replacement must be a string");
    status = buf_append(out, text, len);
    lua_pop(L, 1);
    return status == 0 ? 0 : err_set(err, ERR_LIMIT, "not enough memory");
}

static int regex_replace(lua_State *L)
{
    struct walk walk = { .regex = self(L) };
    lua_Integer most = luaL_optinteger(L, 4, LUA_MAXINTEGER), n = 0;
    struct buf *out;
    struct err err;
    size_t copied = 0;
    int got = 0;

    walk.text = luaL_checklstring(L, 2, &walk.len);
    if (lua_type(L, 3) != LUA_TFUNCTION)
        luaL_checkstring(L, 3);
    out = hold_buf(L);
    while (n < most && (got = next_match(&walk, &err)) > 0) {
        if (buf_append(out, walk.text + copied, walk.start - copied) != 0)
            return luaL_error(L, "not enough memory");
        copied = walk.end;
        if (replace_one(L, &walk, out, &err) != 0)
            return fail(L, &err);
        n++;
    }
    if (got < 0)
        return fail(L, &err);
    if (buf_append(out, walk.text + copied, walk.len - copied) != 0)
        return luaL_error(L, "not enough memory");
    lua_pushlstring(L, out->data, out->len);
    lua_pushinteger(L, n);
    return 2;
}

static const luaL_Reg methods[] = {
    { "find_all", regex_find_all }, { "full_match", regex_full_match },
    { "match", regex_match },       { "replace", regex_replace },
    { "search", regex_lua_search }, { NULL, NULL },
};

static const luaL_Reg regex_functions[] = {
    { "compile", regex_lua_compile },
    { NULL, NULL },
};

int luaopen_host_regex(lua_State *L)
{
    luaL_newmetatable(L, REGEX_TYPE);
    lua_pushcfunction(L, regex_gc);
    lua_setfield(L, -2, "__gc");
    luaL_newlib(L, methods); /* apart: nobody reaches __gc by an index */
    lua_setfield(L, -2, "__index");
    luaL_newlib(L, regex_functions);
    return 1;
}
