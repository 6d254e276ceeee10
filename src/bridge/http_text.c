#include "bridge/http_text.h"

#include "bridge/answer.h"
#include "bridge/hold.h"
#include "core/url.h"

static int http_quote(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    struct buf *quoted = hold_buf(L);

    if (url_quote_plus(quoted, text, len) != 0)
        return luaL_error(L, "not enough memory");
    lua_pushlstring(L, len > 0 ? quoted->data : "", quoted->len);
    return 1;
}

static int http_query_value(lua_State *L)
{
    size_t len, name_len;
    const char *query = luaL_checklstring(L, 1, &len);
    const char *name = luaL_checklstring(L, 2, &name_len);
    struct buf *value = hold_buf(L);
    int found = url_query_value(value, query, len, name, name_len);

    if (found < 0)
        return luaL_error(L, "not enough memory");
    if (found == 0)
        return 0;
    lua_pushlstring(L, value->data, value->len);
    return 1;
}

static int http_is_ready(lua_State *L)
{
    size_t len;
    const char *url = luaL_checklstring(L, 1, &len);
    int has_query;

    lua_pushboolean(L, url_is_ready(url, len, &has_query));
    lua_pushboolean(L, has_query);
    return 2;
}

static int http_header(lua_State *L)
{
    size_t len;
    const char *head = luaL_checklstring(L, 1, &len);

    answer_push_header(L, head, len, luaL_checkstring(L, 2));
    return 1;
}

const luaL_Reg http_text_functions[] = {
    { "header", http_header },
    { "is_ready", http_is_ready },
    { "query_value", http_query_value },
    { "quote", http_quote },
    { NULL, NULL },
};
