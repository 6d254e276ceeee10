#include "bridge/request.h"

#include <lauxlib.h>
#include <string.h>
#include <strings.h>

#include "bridge/args.h"
#include "bridge/hold.h"
#include "bridge/pairs.h"
#include "core/url.h"

/* Is `name` in the list `sensitive` of the options? */
static int is_sensitive(lua_State *L, const char *name)
{
    int found = 0;

    if (!args_field_table(L, 1, "sensitive"))
        return 0;
    for (lua_Integer i = 1; lua_geti(L, -1, i) == LUA_TSTRING; i++) {
        found = found || strcasecmp(lua_tostring(L, -1), name) == 0;
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
    return found;
}

/* [-0, +2, e] Fill in the headers; what is pushed keeps them alive. */
static void read_headers(lua_State *L, struct http_request *request)
{
    struct http_header *headers;
    lua_Integer count;

    if (!args_field_table(L, 1, "headers")) {
        lua_settop(L, lua_gettop(L) + 2);
        return;
    }
    count = pairs_flatten(L, -1, "headers"); /* table flat */
    lua_remove(L, -2);                       /* flat */
    headers = lua_newuserdatauv(L, (size_t)count * sizeof *headers + 1, 0);
    for (lua_Integer i = 0; i < count; i++) {
        size_t len;

        lua_rawgeti(L, -2, 2 * i + 1);
        lua_rawgeti(L, -3, 2 * i + 2); /* flat headers name value */
        headers[i].name = lua_tostring(L, -2);
        headers[i].value = lua_tolstring(L, -1, &len);
        if (strlen(headers[i].value) != len ||
            strlen(headers[i].name) != lua_rawlen(L, -2))
            headers[i].value = "\n"; /* a NUL: refused as a line break is */
        headers[i].sensitive = is_sensitive(L, headers[i].name);
        lua_pop(L, 2);
    }
    request->headers = headers;
    request->header_count = (size_t)count;
}

/* [-0, +1, e] The address with the query of the options. */
static const char *read_url(lua_State *L)
{
    const char *url = args_field_text(L, 1, "url", NULL);
    struct buf *full;
    lua_Integer count;

    if (url == NULL)
        luaL_error(L, "option 'url': string expected, got no value");
    if (!args_field_table(L, 1, "query")) {
        lua_pushstring(L, url);
        return url;
    }
    count = pairs_flatten(L, -1, "query"); /* query flat */
    full = hold_buf(L);                    /* query flat full */
    if (buf_puts(full, url) != 0)
        luaL_error(L, "not enough memory");
    for (lua_Integer i = 1; i <= 2 * count; i++) {
        size_t len;
        const char *text;
        char before = strchr(full->data, '?') == NULL ? '?' : '&';

        lua_rawgeti(L, -2, i);
        text = lua_tolstring(L, -1, &len);
        if (buf_putc(full, i % 2 == 0 ? '=' : before) != 0 ||
            url_quote_plus(full, text, len) != 0)
            luaL_error(L, "not enough memory");
        lua_pop(L, 1);
    }
    return lua_pushlstring(L, full->data, full->len);
}

void request_read_outline(lua_State *L, struct http_request *request)
{
    lua_Integer max;

    luaL_checktype(L, 1, LUA_TTABLE);
    *request = (struct http_request){ 0 };
    request->method = args_field_text(L, 1, "method", "GET");
    request->timeout = args_field_number(L, 1, "timeout", 0);
    request->connect_timeout = args_field_number(L, 1, "connect_timeout", 0);
    request->read_timeout = args_field_number(L, 1, "read_timeout", 0);
    request->follow = args_field_boolean(L, 1, "follow", 1);
    request->keepalive = args_field_boolean(L, 1, "keepalive", 0);
    request->once = args_field_boolean(L, 1, "once", 0);
    max = args_field_integer(L, 1, "max_body", 0);
    request->max_body = max > 0 ? (size_t)max : 0;
    read_headers(L, request);
}

void request_read(lua_State *L, struct http_request *request)
{
    request_read_outline(L, request);
    request->body = args_field_bytes(L, 1, "body", &request->body_len);
    request->url = read_url(L);
}
