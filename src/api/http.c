/* http.c - the "host.http" module. libcurl is opened by the first request.
 *
 *   http.start{ method, url, ... } -> transfer      nothing waits
 *                                  -> nil, message, "invalid"
 *   http.wait([seconds]) -> { transfer, ... }       finished ones, each once
 *                        -> nil, message, "cancelled"   a signal came
 *   transfer:result() -> { status, headers, bytes, body, url, redirects }
 *                     -> nil, message, code
 *   transfer:cancel()                               it ends with "cancelled"
 *   http.request{ method, url, ... } -> the same as result(), waiting
 *   http.prepare()        libcurl is opened meanwhile: a request will follow
 *   http.open() -> true   the same, now
 *               -> nil, message, code
 *   http.quote(text) -> text                        for a query or a form
 *
 * Options: method ("GET"), url, query, headers, body, timeout,
 * connect_timeout, read_timeout (seconds), follow (true), keepalive (false),
 * once (false), max_body (bytes), sensitive (names of headers that never follow
 * a redirect to another origin). `headers` and `query` are mappings or lists of
 * { name, value }. In an answer, `bytes` is the body as host.records and others
 * take it; `body`, a string, is made of it when it is asked for. `header` is
 * its head as it came, `headers`, made of it when it is asked for, a list of {
 * name, value } in the order of arrival, which holds the values under their
 * names in lower case too, repeated ones joined by ", ".
 *
 * With nothing on its way, wait(seconds) sleeps and wait() returns. */
#include <lauxlib.h>
#include <string.h>
#include <strings.h>

#include "api/api.h"
#include "bridge/answer.h"
#include "bridge/args.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "bridge/pairs.h"
#include "core/buf.h"
#include "core/http.h"
#include "core/interrupt.h"
#include "core/url.h"
#include "host/embedded.h"

#define POOLS_TYPE "revos.http.pools"
#define TRANSFER_TYPE "revos.http.transfer"

/* Upvalue 1 of every function. Requests that wait have a pool of their own, so
 * that they do not swallow what others started. */
struct pools {
    struct http *shared;
    struct http *waiting;
    pthread_t preparing;
    int is_preparing;
};

enum {
    UP_POOLS = 1,
    UP_RUNNING = 2 /* { [light userdata] = transfer }: what is on its way */
};

/* The user value of a transfer is its result, once that was asked for. */
struct handle {
    struct transfer *transfer;
};

static struct pools *pools_of(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(UP_POOLS));
}

static void end_preparing(struct pools *pools)
{
    if (pools->is_preparing)
        pthread_join(pools->preparing, NULL);
    pools->is_preparing = 0;
}

static int pools_gc(lua_State *L)
{
    struct pools *pools = luaL_checkudata(L, 1, POOLS_TYPE);

    end_preparing(pools);
    http_close(pools->shared);
    http_close(pools->waiting);
    *pools = (struct pools){ 0 };
    return 0;
}

/* Who asks for the first page has loaded nearly all code that it runs. */
static int open_pool(struct pools *pools, struct http **pool, struct err *err)
{
    end_preparing(pools);
    if (*pool != NULL)
        return 0;
    embedded_forget_code();
    return http_open(pool, err);
}

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

/* [-0, +n, e] Everything that can be wrong with the options raises here. */
static void read_request(lua_State *L, struct http_request *request)
{
    lua_Integer max;

    luaL_checktype(L, 1, LUA_TTABLE);
    *request = (struct http_request){ 0 };
    request->method = args_field_text(L, 1, "method", "GET");
    request->body = args_field_bytes(L, 1, "body", &request->body_len);
    request->timeout = args_field_number(L, 1, "timeout", 0);
    request->connect_timeout = args_field_number(L, 1, "connect_timeout", 0);
    request->read_timeout = args_field_number(L, 1, "read_timeout", 0);
    request->follow = args_field_boolean(L, 1, "follow", 1);
    request->keepalive = args_field_boolean(L, 1, "keepalive", 0);
    request->once = args_field_boolean(L, 1, "once", 0);
    max = args_field_integer(L, 1, "max_body", 0);
    request->max_body = max > 0 ? (size_t)max : 0;
    read_headers(L, request);
    request->url = read_url(L);
}

/* [-0, +1, m] Push a transfer that is started in `pool`; 0, or -1. */
static int start(lua_State *L,
                 struct http *pool,
                 const struct http_request *request,
                 struct err *err)
{
    struct handle *handle = lua_newuserdatauv(L, sizeof *handle, 1);

    handle->transfer = NULL;
    luaL_setmetatable(L, TRANSFER_TYPE);
    if (transfer_new(&handle->transfer, &pool->curl, request, err) != 0)
        return -1;
    lua_pushvalue(L, -1);
    lua_rawsetp(L, lua_upvalueindex(UP_RUNNING), handle->transfer);
    return http_start(pool, handle->transfer, err);
}

static void forget(lua_State *L, const struct transfer *transfer)
{
    lua_pushnil(L);
    lua_rawsetp(L, lua_upvalueindex(UP_RUNNING), transfer);
}

static int http_lua_start(lua_State *L)
{
    struct http_request request;
    struct err err;

    read_request(L, &request);
    if (open_pool(pools_of(L), &pools_of(L)->shared, &err) != 0 ||
        start(L, pools_of(L)->shared, &request, &err) != 0)
        return fail(L, &err);
    return 1;
}

static int http_lua_wait(lua_State *L)
{
    struct http *pool = pools_of(L)->shared;
    double seconds = luaL_optnumber(L, 1, -1);
    struct transfer *transfer;
    struct err err;

    lua_newtable(L);
    if (pool == NULL) {
        if (seconds > 0 && interrupt_sleep(seconds) != 0)
            return fail_with(L, ERR_CANCELLED, "wait: interrupted");
        return 1;
    }
    if (http_wait(pool, seconds, &err) != 0)
        return fail(L, &err);
    while ((transfer = http_next(pool)) != NULL) {
        lua_rawgetp(L, lua_upvalueindex(UP_RUNNING), transfer);
        lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        forget(L, transfer);
    }
    return 1;
}

/* [-0, +1 or 3, m] The result of the handle at `index`. */
static int result(lua_State *L, int index)
{
    struct handle *handle = lua_touserdata(L, index);
    struct transfer *transfer = handle->transfer;

    if (transfer == NULL || !transfer->finished)
        return luaL_error(L, "the transfer is not finished");
    if (transfer->err.code != ERR_NONE)
        return fail(L, &transfer->err);
    if (lua_getiuservalue(L, index, 1) == LUA_TTABLE)
        return 1;
    answer_push(L, transfer);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, index, 1);
    return 1;
}

static int transfer_result(lua_State *L)
{
    luaL_checkudata(L, 1, TRANSFER_TYPE);
    return result(L, 1);
}

static int transfer_cancel(lua_State *L)
{
    struct handle *handle = luaL_checkudata(L, 1, TRANSFER_TYPE);

    if (handle->transfer == NULL)
        return 0;
    http_cancel(handle->transfer);
    forget(L, handle->transfer);
    return 0;
}

static int transfer_gc(lua_State *L)
{
    struct handle *handle = luaL_checkudata(L, 1, TRANSFER_TYPE);
    struct transfer *transfer = handle->transfer;

    handle->transfer = NULL;
    if (transfer != NULL) {
        http_cancel(transfer);
        transfer_free(transfer);
    }
    return 0;
}

static int http_lua_request(lua_State *L)
{
    struct pools *pools = pools_of(L);
    struct handle *handle;
    struct http_request request;
    struct err err;
    int at, status;

    read_request(L, &request);
    if (open_pool(pools, &pools->waiting, &err) != 0 ||
        start(L, pools->waiting, &request, &err) != 0)
        return fail(L, &err);
    at = lua_gettop(L);
    handle = lua_touserdata(L, at);
    do
        status = http_wait(pools->waiting, -1, &err);
    while (status == 0 && http_next(pools->waiting) != handle->transfer);
    http_cancel(handle->transfer);
    forget(L, handle->transfer);
    return status != 0 ? fail(L, &err) : result(L, at);
}

static int http_prepare(lua_State *L)
{
    struct pools *pools = pools_of(L);

    if (!pools->is_preparing && pools->shared == NULL && pools->waiting == NULL)
        pools->is_preparing = curl_library_prepare(&pools->preparing) == 0;
    return 0;
}

static int http_lua_open(lua_State *L)
{
    struct err err;

    if (open_pool(pools_of(L), &pools_of(L)->shared, &err) != 0)
        return fail(L, &err);
    lua_pushboolean(L, 1);
    return 1;
}

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

static const luaL_Reg transfer_methods[] = {
    { "__gc", transfer_gc },
    { "cancel", transfer_cancel },
    { "result", transfer_result },
    { NULL, NULL },
};

static const luaL_Reg http_functions[] = {
    { "open", http_lua_open },
    { "prepare", http_prepare },
    { "quote", http_quote },
    { "request", http_lua_request },
    { "start", http_lua_start },
    { "wait", http_lua_wait },
    { NULL, NULL },
};

/* [-0, +2, m] The upvalues: pools, running. */
static void push_upvalues(lua_State *L)
{
    struct pools *pools = lua_newuserdatauv(L, sizeof *pools, 0);

    *pools = (struct pools){ 0 };
    if (luaL_newmetatable(L, POOLS_TYPE)) {
        lua_pushcfunction(L, pools_gc);
        lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, -2);
    lua_newtable(L);
}

int luaopen_host_http(lua_State *L)
{
    luaL_newlibtable(L, http_functions);
    push_upvalues(L);                    /* module pools running */
    luaL_newmetatable(L, TRANSFER_TYPE); /* module pools running type */
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, -3);
    lua_pushvalue(L, -3); /* module pools running type pools running */
    luaL_setfuncs(L, transfer_methods, 2);
    lua_pop(L, 1);
    luaL_setfuncs(L, http_functions, 2);
    return 1;
}
