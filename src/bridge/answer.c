#include "bridge/answer.h"

#include <ctype.h>
#include <lauxlib.h>
#include <string.h>

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

void answer_push(lua_State *L, const struct transfer *transfer)
{
    lua_createtable(L, 0, 5);
    lua_pushinteger(L, transfer->status);
    lua_setfield(L, -2, "status");
    lua_pushstring(L, transfer->phrase);
    lua_setfield(L, -2, "reason");
    push_headers(L, &transfer->lines);
    lua_setfield(L, -2, "headers");
    lua_pushlstring(L, transfer->body.len > 0 ? transfer->body.data : "",
                    transfer->body.len);
    lua_setfield(L, -2, "body");
    lua_pushstring(L, transfer->url.data);
    lua_setfield(L, -2, "url");
    lua_pushinteger(L, transfer->redirects);
    lua_setfield(L, -2, "redirects");
}
