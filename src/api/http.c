/* http.c - the "host.http" module. libcurl is opened by the first request.
 *
 *   http.start{ method, url, ... } -> transfer      nothing waits
 *                                  -> nil, message, "invalid"
 *   http.outline{ method, ... } -> outline          for requests that have all
 *                               -> nil, message, "invalid"     of it in common
 *   outline:start(url [, body [, reader]]) -> the same as http.start
 *          reader: of host.records, which will open the answer
 *   http.wait([seconds]) -> { transfer, ... }       finished ones, each once
 *                        -> nil, message, "cancelled"   a signal came
 *   transfer:result() -> { status, headers, bytes, body, url, redirects }
 *                     -> nil, message, code
 *   transfer:cancel()                               it ends with "cancelled"
 *   http.request{ method, url, ... } -> the same as result(), waiting
 *   http.prepare([brief]) libcurl is opened meanwhile: a request will follow;
 *                         `brief`: and soon after it the process will end
 *   http.open() -> true   the same, now
 *               -> nil, message, code
 *   http.quote(text) -> text                        for a query or a form
 *   http.query_value(query, name) -> value | nil    the first one not empty
 *   http.is_ready(url) -> ready, has_query          whether it is sent as it
 *                                   stands, but for a query to be added
 *   http.header(head, name) -> value | nil          of an answer's `header`
 *
 * Options: method ("GET"), url, query, headers, body, timeout,
 * connect_timeout, read_timeout (seconds), follow (true), keepalive (false),
 * once (false), max_body (bytes), sensitive (names of headers that never follow
 * a redirect to another origin). `headers` and `query` are mappings or lists of
 * { name, value }. In an answer, `bytes` is the body as host.records and others
 * take it; `body`, a string, is made of it when it is asked for. `header` is
 * its head as it came, `headers`, made of it when it is asked for, a list of {
 * name, value } in the order of arrival, which holds the values under their
 * names in lower case too, repeated ones joined by ", "; `sets_cookies` tells
 * whether there is a Set-Cookie among them.
 *
 * With nothing on its way, wait(seconds) sleeps and wait() returns. */
#include <lauxlib.h>

#include "api/api.h"
#include "bridge/answer.h"
#include "bridge/args.h"
#include "bridge/body.h"
#include "bridge/fail.h"
#include "bridge/http_text.h"
#include "bridge/memory.h"
#include "bridge/outline_handle.h"
#include "bridge/record_reader.h"
#include "bridge/request.h"
#include "core/http.h"
#include "core/interrupt.h"
#include "host/embedded.h"

#define POOLS_TYPE "revos.http.pools"

/* Upvalue 1 of every function. Requests that wait have a pool of their own, so
 * that they do not swallow what others started. */
struct pools {
    struct http *shared;
    struct http *waiting;
    struct curl_preparing preparing;
    int is_brief; /* memory is not worth the time that giving it back takes */
};

enum {
    UP_POOLS = 1,
    UP_RUNNING = 2, /* { [light userdata] = transfer }: what is on its way */
    UP_TYPE = 3     /* the metatable of transfers */
};

static struct pools *pools_of(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(UP_POOLS));
}

static int pools_gc(lua_State *L)
{
    struct pools *pools = luaL_checkudata(L, 1, POOLS_TYPE);

    /* Where no request came after all, nobody waits: the process ends at once,
     * and the thread with it. */
    if (pools->preparing.runs && !MEMORY_WATCHED)
        pthread_detach(pools->preparing.thread);
    else
        curl_library_await(&pools->preparing);
    http_close(pools->shared);
    http_close(pools->waiting);
    *pools = (struct pools){ 0 };
    return 0;
}

/* Who asks for the first page has loaded nearly all code that it runs. */
static int open_pool(struct pools *pools, struct http **pool, struct err *err)
{
    curl_library_await(&pools->preparing);
    if (*pool != NULL)
        return 0;
    if (!pools->is_brief)
        embedded_forget_code();
    return http_open(pool, err);
}

/* [-0, +1, e] Push a transfer of the outline that is started in `pool`; 0, or
 * -1. At `reader` is the one that will open the answer, or nil. */
static int start(lua_State *L,
                 struct http *pool,
                 struct outline *outline,
                 const struct http_request *request,
                 int reader,
                 struct err *err)
{
    const struct record_query *query = record_reader_query(L, reader);
    struct answer_transfer *handle = lua_newuserdatauv(L, sizeof *handle, 2);

    handle->transfer = NULL;
    lua_pushvalue(L, lua_upvalueindex(UP_TYPE));
    lua_setmetatable(L, -2);
    if (transfer_new(&handle->transfer, outline, request->url, request->body,
                     request->body_len, err) != 0)
        return -1;
    handle->transfer->query = query;
    handle->transfer->spare = body_spare(L);
    lua_pushvalue(L, reader);
    lua_setiuservalue(L, -2, ANSWER_READER);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, lua_upvalueindex(UP_RUNNING), handle->transfer);
    return http_start(pool, handle->transfer, err);
}

/* [-0, +n, m] Push a transfer with an outline of its own, started in `*pool`,
 * which is opened where it is not. 0, or -1. */
static int start_alone(lua_State *L,
                       struct http **pool,
                       const struct http_request *request,
                       struct err *err)
{
    struct outline *outline;

    if (open_pool(pools_of(L), pool, err) != 0 ||
        outline_push(L, &(*pool)->curl, request, &outline, err) != 0)
        return -1;
    lua_pushnil(L);
    return start(L, *pool, outline, request, lua_gettop(L), err);
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

    request_read(L, &request);
    if (start_alone(L, &pools_of(L)->shared, &request, &err) != 0)
        return fail(L, &err);
    return 1;
}

static int http_lua_outline(lua_State *L)
{
    struct pools *pools = pools_of(L);
    struct http_request request;
    struct outline *outline;
    struct err err;

    request_read_outline(L, &request);
    if (open_pool(pools, &pools->shared, &err) != 0 ||
        outline_push(L, &pools->shared->curl, &request, &outline, &err) != 0)
        return fail(L, &err);
    return 1;
}

static int outline_start(lua_State *L)
{
    struct outline *outline = outline_check(L, 1);
    struct http_request request = { .url = args_text(L, 2) };
    struct err err;

    request.body = luaL_optlstring(L, 3, NULL, &request.body_len);
    lua_settop(L, 4);
    if (start(L, pools_of(L)->shared, outline, &request, 4, &err) != 0)
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
    struct answer_transfer *handle = lua_touserdata(L, index);
    struct transfer *transfer = handle->transfer;

    if (transfer == NULL || !transfer->finished)
        return luaL_error(L, "the transfer is not finished");
    if (transfer->err.code != ERR_NONE)
        return fail(L, &transfer->err);
    if (lua_getiuservalue(L, index, ANSWER_ITSELF) == LUA_TTABLE)
        return 1;
    answer_push(L, index);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, index, ANSWER_ITSELF);
    return 1;
}

static int transfer_result(lua_State *L)
{
    luaL_checkudata(L, 1, ANSWER_TRANSFER);
    return result(L, 1);
}

static int transfer_cancel(lua_State *L)
{
    struct answer_transfer *handle = luaL_checkudata(L, 1, ANSWER_TRANSFER);

    if (handle->transfer == NULL)
        return 0;
    http_cancel(handle->transfer);
    forget(L, handle->transfer);
    return 0;
}

static int transfer_gc(lua_State *L)
{
    struct answer_transfer *handle = luaL_checkudata(L, 1, ANSWER_TRANSFER);
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
    struct answer_transfer *handle;
    struct http_request request;
    struct err err;
    int at, status;

    request_read(L, &request);
    if (start_alone(L, &pools->waiting, &request, &err) != 0)
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

    if (pools->preparing.runs || pools->shared != NULL ||
        pools->waiting != NULL)
        return 0;
    pools->is_brief = lua_toboolean(L, 1);
    curl_library_prepare(&pools->preparing, !pools->is_brief);
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

static const luaL_Reg transfer_methods[] = {
    { "__gc", transfer_gc },
    { "cancel", transfer_cancel },
    { "result", transfer_result },
    { NULL, NULL },
};

static const luaL_Reg outline_methods[] = {
    { "__gc", outline_collect },
    { "start", outline_start },
    { NULL, NULL },
};

static const luaL_Reg http_functions[] = {
    { "open", http_lua_open },
    { "outline", http_lua_outline },
    { "prepare", http_prepare },
    { "request", http_lua_request },
    { "start", http_lua_start },
    { "wait", http_lua_wait },
    { NULL, NULL },
};

/* [-0, +3, m] The upvalues: pools, running, type. */
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
    luaL_newmetatable(L, ANSWER_TRANSFER);
}

/* [-0, +0, m] Give the metatable at `type` methods with the upvalues that end
 * at `last`. */
static void
set_methods(lua_State *L, int type, int last, const luaL_Reg *methods)
{
    lua_pushvalue(L, type);
    lua_pushvalue(L, type);
    lua_setfield(L, -2, "__index");
    for (int i = 2; i >= 0; i--)
        lua_pushvalue(L, last - i);
    luaL_setfuncs(L, methods, 3);
    lua_pop(L, 1);
}

int luaopen_host_http(lua_State *L)
{
    int type;

    luaL_newlibtable(L, http_functions);
    push_upvalues(L); /* module pools running type */
    type = lua_gettop(L);
    set_methods(L, type, type, transfer_methods);
    luaL_newmetatable(L, OUTLINE_HANDLE);
    set_methods(L, type + 1, type, outline_methods);
    lua_pop(L, 1);
    luaL_setfuncs(L, http_functions, 3);
    luaL_setfuncs(L, http_text_functions, 0);
    return 1;
}
