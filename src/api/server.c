/* server.c - the "host.server" module. libmicrohttpd is opened by the first
 * listen.
 *
 *   server.listen{ address, port, ... } -> server
 *   server:next([seconds]) -> request     nil alone: the time is over, or
 *                                         something was refused
 *                          -> nil, message, "cancelled"   a signal came
 *   server:port() -> integer              that it listens on
 *   server:refused() -> status, peer      the oldest refusal; nil: none
 *   server:busy(), server:connections() -> integer
 *   server:quiesce()                      accept no more connections
 *   server:close()
 *   request:method(), request:target(), request:body(), request:peer() -> text
 *   request:header(name) -> text          nil: absent
 *   request:trouble() -> "too_large"|"full"|"no_host"   nil: none
 *   request:reply(status [, headers [, body]]) -> true
 *
 * Options: address ("127.0.0.1"), port (0: a free one), certificate and key
 * (PEM texts), max_connections (1000), max_body and max_bodies (bytes: one, all
 * at a time), timeout (seconds of silence), deadline (seconds for a request to
 * arrive). `headers` of a reply is a list: name, value, name, value ... A
 * request that is collected without a reply cuts its connection. */
#include <lauxlib.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/fail.h"
#include "core/http_server.h"

#define SERVER_TYPE "revos.server"
#define REQUEST_TYPE "revos.server.request"

enum { MAX_HEADERS = 32 };

enum {
    DEFAULT_CONNECTIONS = 1000,
    DEFAULT_BODY = 10 * 1024 * 1024,
    DEFAULT_TIMEOUT = 30,
    DEFAULT_DEADLINE = 120
};

static struct http_server *server_of(lua_State *L)
{
    struct http_server **box = luaL_checkudata(L, 1, SERVER_TYPE);

    luaL_argcheck(L, *box != NULL, 1, "the server is closed");
    return *box;
}

static lua_Integer positive(lua_State *L, const char *name, int fallback)
{
    lua_Integer value = args_field_integer(L, 1, name, fallback);

    if (value < 1 || value > 1 << 30)
        luaL_error(L, "option '%s': out of range", name);
    return value;
}

static void read_options(lua_State *L, struct http_server_options *options)
{
    lua_Integer port;

    luaL_checktype(L, 1, LUA_TTABLE);
    options->address = args_field_text(L, 1, "address", "127.0.0.1");
    port = args_field_integer(L, 1, "port", 0);
    if (port < 0 || port > 65535)
        luaL_error(L, "option 'port': out of range");
    options->port = (unsigned)port;
    options->certificate = args_field_text(L, 1, "certificate", NULL);
    options->key = args_field_text(L, 1, "key", NULL);
    options->max_connections =
        (unsigned)positive(L, "max_connections", DEFAULT_CONNECTIONS);
    options->max_body = (size_t)positive(L, "max_body", DEFAULT_BODY);
    options->max_bodies = (size_t)positive(L, "max_bodies", 8 * DEFAULT_BODY);
    options->timeout = (unsigned)positive(L, "timeout", DEFAULT_TIMEOUT);
    options->deadline = (unsigned)positive(L, "deadline", DEFAULT_DEADLINE);
}

static int server_listen(lua_State *L)
{
    struct http_server_options options;
    struct http_server **box;
    struct err err;

    read_options(L, &options);
    box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = NULL;
    luaL_setmetatable(L, SERVER_TYPE);
    if (http_server_open(box, &options, &err) != 0)
        return fail(L, &err);
    return 1;
}

static int server_close(lua_State *L)
{
    struct http_server **box = luaL_checkudata(L, 1, SERVER_TYPE);
    struct http_server *server = *box;

    *box = NULL;
    http_server_close(server);
    return 0;
}

static int server_next(lua_State *L)
{
    struct http_server *server = server_of(L);
    double seconds = luaL_optnumber(L, 2, 1e6);
    struct http_exchange **box = lua_newuserdatauv(L, sizeof *box, 0);
    struct err err;

    *box = NULL;
    luaL_setmetatable(L, REQUEST_TYPE);
    if (http_server_next(server, seconds, box, &err) != 0)
        return fail(L, &err);
    if (*box == NULL)
        lua_pushnil(L);
    return 1;
}

static int server_refused(lua_State *L)
{
    struct http_refusal refusal;

    if (!http_server_refused(server_of(L), &refusal))
        return 0;
    lua_pushinteger(L, refusal.status);
    lua_pushstring(L, refusal.peer);
    return 2;
}

static int server_port(lua_State *L)
{
    lua_pushinteger(L, http_server_port(server_of(L)));
    return 1;
}

static int server_busy(lua_State *L)
{
    lua_pushinteger(L, http_server_busy(server_of(L)));
    return 1;
}

static int server_connections(lua_State *L)
{
    lua_pushinteger(L, http_server_connections(server_of(L)));
    return 1;
}

static int server_quiesce(lua_State *L)
{
    http_server_quiesce(server_of(L));
    return 0;
}

/* ----------------------------------------------------------------- request */

static struct http_exchange *exchange_of(lua_State *L)
{
    struct http_exchange **box = luaL_checkudata(L, 1, REQUEST_TYPE);

    luaL_argcheck(L, *box != NULL, 1, "the request is answered");
    return *box;
}

static int request_gc(lua_State *L)
{
    struct http_exchange **box = luaL_checkudata(L, 1, REQUEST_TYPE);

    http_exchange_free(*box);
    *box = NULL;
    return 0;
}

static int request_method(lua_State *L)
{
    lua_pushstring(L, http_exchange_method(exchange_of(L)));
    return 1;
}

static int request_target(lua_State *L)
{
    lua_pushstring(L, http_exchange_target(exchange_of(L)));
    return 1;
}

static int request_body(lua_State *L)
{
    const struct buf *body = http_exchange_body(exchange_of(L));

    lua_pushlstring(L, body->len > 0 ? body->data : "", body->len);
    return 1;
}

static int request_peer(lua_State *L)
{
    lua_pushstring(L, http_exchange_peer(exchange_of(L)));
    return 1;
}

static int request_header(lua_State *L)
{
    lua_pushstring(L, http_exchange_header(exchange_of(L), args_text(L, 2)));
    return 1;
}

static int request_trouble(lua_State *L)
{
    static const char *const names[] = { NULL, "too_large", "full", "no_host" };

    lua_pushstring(L, names[http_exchange_trouble(exchange_of(L))]);
    return 1;
}

/* [-0, +n, e] The strings of the list at 3; they stay on the stack. */
static size_t read_headers(lua_State *L, const char *headers[])
{
    lua_Integer count;

    if (lua_isnoneornil(L, 3))
        return 0;
    luaL_checktype(L, 3, LUA_TTABLE);
    count = luaL_len(L, 3);
    luaL_argcheck(L, count % 2 == 0 && count <= 2 * MAX_HEADERS, 3,
                  "a list of names and values expected");
    luaL_checkstack(L, 2 * MAX_HEADERS, "headers");
    for (lua_Integer i = 0; i < count; i++) {
        lua_geti(L, 3, i + 1);
        headers[i] = args_text(L, lua_gettop(L));
    }
    return (size_t)count / 2;
}

static int request_reply(lua_State *L)
{
    struct http_exchange *exchange = exchange_of(L);
    lua_Integer status = luaL_checkinteger(L, 2);
    const char *headers[2 * MAX_HEADERS];
    struct http_answer answer;
    struct err err;
    int result;

    luaL_argcheck(L, status >= 200 && status < 600, 2, "a status expected");
    lua_settop(L, 4);
    answer.status = (unsigned)status;
    answer.body = luaL_optlstring(L, 4, "", &answer.len);
    answer.headers = headers;
    answer.header_count = read_headers(L, headers);
    result = http_exchange_reply(exchange, &answer, &err);
    if (result != 0)
        return fail(L, &err);
    request_gc(L);
    lua_pushboolean(L, 1);
    return 1;
}

static const luaL_Reg server_methods[] = {
    { "__close", server_close },
    { "__gc", server_close },
    { "busy", server_busy },
    { "close", server_close },
    { "connections", server_connections },
    { "next", server_next },
    { "port", server_port },
    { "quiesce", server_quiesce },
    { "refused", server_refused },
    { NULL, NULL },
};

static const luaL_Reg request_methods[] = {
    { "__gc", request_gc },
    { "body", request_body },
    { "header", request_header },
    { "method", request_method },
    { "peer", request_peer },
    { "reply", request_reply },
    { "target", request_target },
    { "trouble", request_trouble },
    { NULL, NULL },
};

static const luaL_Reg server_functions[] = {
    { "listen", server_listen },
    { NULL, NULL },
};

static void make_type(lua_State *L, const char *name, const luaL_Reg *methods)
{
    luaL_newmetatable(L, name);
    luaL_setfuncs(L, methods, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}

int luaopen_host_server(lua_State *L)
{
    make_type(L, SERVER_TYPE, server_methods);
    make_type(L, REQUEST_TYPE, request_methods);
    luaL_newlib(L, server_functions);
    return 1;
}
