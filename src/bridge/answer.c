#include "bridge/answer.h"

#include <ctype.h>
#include <lauxlib.h>
#include <string.h>
#include <strings.h>

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

/* Without the blanks around it: from `text`, which is moved, `len` bytes. */
static size_t trim(const char **text, size_t len)
{
    for (; len > 0 && strchr(" \t", **text); len--)
        ++*text;
    while (len > 0 && strchr(" \t", (*text)[len - 1]) != NULL)
        len--;
    return len;
}

/* [-0, +0, m] Add the line to the table on top. */
static void add_header(lua_State *L, const char *line, size_t len)
{
    const char *colon = memchr(line, ':', len);
    int headers = lua_gettop(L);
    const char *value;

    if (colon == NULL)
        return;
    value = colon + 1;
    len = trim(&value, (size_t)(line + len - value));
    lua_createtable(L, 2, 0);
    lua_pushlstring(L, line, (size_t)(colon - line));
    lua_rawseti(L, -2, 1);
    lua_pushlstring(L, value, len); /* headers pair value */
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, 2);
    lua_insert(L, -2); /* headers value pair */
    lua_rawseti(L, headers, (lua_Integer)lua_rawlen(L, headers) + 1);
    index_header(L, headers, line, (size_t)(colon - line));
}

/* [-0, +1, m] The headers of an answer. */
static void push_headers(lua_State *L, const struct buf *lines)
{
    const char *line = lines->data, *end;
    size_t left = lines->len;

    lua_newtable(L); /* headers */
    for (; left > 0 && (end = memchr(line, '\n', left)) != NULL;
         line = end + 1) {
        add_header(L, line, (size_t)(end - line));
        left -= (size_t)(end - line) + 1;
    }
}

/* [-0, +1, m] Push what the transfer tells under a name. 1, or 0: nothing. */
static int
push_told(lua_State *L, const struct transfer *transfer, const char *name)
{
    if (strcmp(name, "headers") == 0)
        push_headers(L, &transfer->lines);
    else if (strcmp(name, "url") == 0)
        lua_pushstring(L, transfer->url.data);
    else if (strcmp(name, "reason") == 0)
        lua_pushstring(L, transfer->phrase);
    else if (strcmp(name, "header") == 0)
        lua_pushlstring(L, transfer->lines.len > 0 ? transfer->lines.data : "",
                        transfer->lines.len);
    else if (strcmp(name, "redirects") == 0)
        lua_pushinteger(L, transfer->redirects);
    else
        return 0;
    return 1;
}

/* What an answer does not have is made, or nil. */
static int index_answer(lua_State *L)
{
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
    struct answer_transfer *from;

    lua_settop(L, 2);
    lua_pushliteral(L, "transfer");
    lua_rawget(L, 1); /* answer name transfer */
    from = luaL_testudata(L, 3, ANSWER_TRANSFER);
    if (strcmp(name, "body") == 0) {
        lua_pushliteral(L, "bytes");
        lua_rawget(L, 1);
        body_text(L, 4);
    } else if (from == NULL || from->transfer == NULL ||
               !push_told(L, from->transfer, name)) {
        return 0;
    }
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2); /* answer name ... value name value */
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

void answer_push(lua_State *L, int index)
{
    struct answer_transfer *from = lua_touserdata(L, index);

    index = lua_absindex(L, index);
    lua_createtable(L, 0, 8);
    set_type(L);
    lua_pushinteger(L, from->transfer->status);
    lua_setfield(L, -2, "status");
    body_push(L, &from->transfer->body);
    if (from->transfer->scan != NULL) {
        lua_getiuservalue(L, index, ANSWER_READER);
        body_give_scan(L, lua_absindex(L, -2), &from->transfer->scan);
    }
    lua_setfield(L, -2, "bytes");
    lua_pushboolean(L, from->transfer->sets_cookies);
    lua_setfield(L, -2, "sets_cookies");
    lua_pushvalue(L, index);
    lua_setfield(L, -2, "transfer");
}

void answer_push_header(lua_State *L,
                        const char *head,
                        size_t len,
                        const char *name)
{
    size_t name_len = strlen(name), line_len, value_len;
    const char *end = head + len, *line_end;
    luaL_Buffer values;
    int found = 0;

    luaL_buffinit(L, &values);
    for (; (line_end = memchr(head, '\n', (size_t)(end - head))) != NULL;
         head = line_end + 1) {
        const char *value = head + name_len;

        line_len = (size_t)(line_end - head);
        if (line_len <= name_len || *value != ':' ||
            strncasecmp(head, name, name_len) != 0)
            continue;
        value++;
        value_len = trim(&value, line_len - name_len - 1);
        if (found++ > 0)
            luaL_addstring(&values, ", ");
        luaL_addlstring(&values, value, value_len);
    }
    luaL_pushresult(&values);
    if (!found)
        lua_pushnil(L);
}
