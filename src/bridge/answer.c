#include "bridge/answer.h"

#include <ctype.h>
#include <lauxlib.h>
#include <string.h>

#include "bridge/body.h"

#define ANSWER_TYPE "revos.http.answer"

/* [-0, +0, m] Set headers[name] = value, joined with one that is there. */
static void
index_header(lua_State *L, int headers, const char *name, size_t name_len)
{
    luaL_Buffer lower;

    luaL_buffinit(L, &lower);
    for (size_t i = 0; i < name_len; i++)
        luaL_addchar(&lower, (char)tolower((unsigned char)name[i]));
    luaL_pushresult(&lower); /* value name */
    lua_pushvalue(L, -1);    /* value name name */
    if (lua_rawget(L, headers) == LUA_TSTRING) {
        lua_pushliteral(L, ", ");
        lua_pushvalue(L, -4); /* value name old ", " value */
        lua_concat(L, 3);
    } else {
        lua_pop(L, 1);
        lua_pushvalue(L, -2);
    }
    lua_rawset(L, headers); /* value */
    lua_pop(L, 1);
}

/* [-0, +0, m] Add the line to the table on top. */
static void add_header(lua_State *L, const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    int headers = lua_gettop(L);
    const char *value, *end = line + len;

    if (colon == NULL)
        return;
    for (value = colon + 1; value < end && strchr(" \t", *value); value++)
        continue;
    while (end > value && strchr(" \t", end[-1]) != NULL)
        end--;
    lua_createtable(L, 2, 0);
    lua_pushlstring(L, line, (size_t)(colon - line));
    lua_rawseti(L, -2, 1);
    lua_pushlstring(L, value, (size_t)(end - value)); /* headers pair value */
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, 2);
    lua_insert(L, -2); /* headers value pair */
    lua_rawseti(L, headers, (lua_Integer)lua_rawlen(L, headers) + 1);
    index_header(L, headers, line, (size_t)(colon - line));
}

static void push_headers(lua_State *L, const struct buf *lines)
{
    size_t at = 0;

    lua_newtable(L);
    while (at < lines->len) {
        const char *line = lines->data + at;
        const char *end = memchr(line, '\n', lines->len - at);

        add_header(L, line, (size_t)(end - line));
        at += (size_t)(end - line) + 1;
    }
}

/* answer.body, the first time */
static int index_answer(lua_State *L)
{
    lua_settop(L, 2);
    lua_pushliteral(L, "body");
    if (!lua_rawequal(L, 2, 3))
        return 0;
    lua_getfield(L, 1, "bytes"); /* answer name "body" bytes */
    body_text(L, 4);
    lua_pushvalue(L, 3);
    lua_pushvalue(L, 5);
    lua_rawset(L, 1);
    return 1;
}

static void set_type(lua_State *L)
{
    if (luaL_newmetatable(L, ANSWER_TYPE)) {
        lua_pushcfunction(L, index_answer);
        lua_setfield(L, -2, "__index");
    }
    lua_setmetatable(L, -2);
}

void answer_push(lua_State *L, struct transfer *transfer)
{
    lua_createtable(L, 0, 8);
    set_type(L);
    lua_pushinteger(L, transfer->status);
    lua_setfield(L, -2, "status");
    lua_pushstring(L, transfer->phrase);
    lua_setfield(L, -2, "reason");
    push_headers(L, &transfer->lines);
    lua_setfield(L, -2, "headers");
    body_push(L, &transfer->body);
    lua_setfield(L, -2, "bytes");
    lua_pushstring(L, transfer->url.data);
    lua_setfield(L, -2, "url");
    lua_pushinteger(L, transfer->redirects);
    lua_setfield(L, -2, "redirects");
}
