#include "bridge/body.h"

#include <lauxlib.h>

#define BODY_TYPE "revos.body"

/* Its user values: the string, once there is one; what `scan` borrows. */
enum { STRING = 1, SCANNED_FOR = 2 };

static const char spare_key;

struct body {
    struct spare *spare;
    struct buf bytes;
    struct record_scan *scan; /* begun while the bytes arrived; or NULL */
    int kilobytes;            /* that the collector was told of */
    unsigned holds;
    int is_released;
};

/* Add to what the collector believes to be garbage of the next cycle. */
static void tell_collector(lua_State *L, int kilobytes)
{
    if (kilobytes != 0)
        lua_gc(L, LUA_GCSTEP, kilobytes);
}

static void free_bytes(lua_State *L, struct body *body)
{
    spare_give(body->spare, &body->bytes);
    tell_collector(L, -body->kilobytes);
    body->kilobytes = 0;
}

static int spare_gc(lua_State *L)
{
    spare_close(lua_touserdata(L, 1));
    return 0;
}

struct spare *body_spare(lua_State *L)
{
    struct spare *spare;

    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &spare_key) == LUA_TNIL) {
        lua_pop(L, 1);
        spare = lua_newuserdatauv(L, sizeof *spare, 0);
        *spare = SPARE_EMPTY;
        lua_createtable(L, 0, 1);
        lua_pushcfunction(L, spare_gc);
        lua_setfield(L, -2, "__gc");
        lua_setmetatable(L, -2);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &spare_key);
    }
    spare = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return spare;
}

static int body_gc(lua_State *L)
{
    struct body *body = luaL_checkudata(L, 1, BODY_TYPE);

    spare_give(body->spare, &body->bytes);
    record_scan_free(body->scan);
    body->scan = NULL;
    body->is_released = 1;
    return 0;
}

static int body_len(lua_State *L)
{
    size_t len;

    body_check(L, 1, &len);
    lua_pushinteger(L, (lua_Integer)len);
    return 1;
}

static int body_lua_text(lua_State *L)
{
    luaL_checkudata(L, 1, BODY_TYPE);
    body_text(L, 1);
    return 1;
}

static int body_starts(lua_State *L)
{
    size_t len, wanted;
    const char *bytes = body_check(L, 1, &len);
    const char *text = luaL_checklstring(L, 2, &wanted);

    lua_pushboolean(L, len >= wanted && memcmp(bytes, text, wanted) == 0);
    return 1;
}

static int body_contains(lua_State *L)
{
    size_t len, wanted;
    const char *bytes = body_check(L, 1, &len);
    const char *text = luaL_checklstring(L, 2, &wanted);

    lua_pushboolean(L, memmem(bytes, len, text, wanted) != NULL);
    return 1;
}

static void push_type(lua_State *L)
{
    static const luaL_Reg events[] = { { "__gc", body_gc },
                                       { "__len", body_len },
                                       { NULL, NULL } };
    static const luaL_Reg methods[] = { { "contains", body_contains },
                                        { "starts", body_starts },
                                        { "text", body_lua_text },
                                        { NULL, NULL } };

    if (!luaL_newmetatable(L, BODY_TYPE))
        return;
    luaL_setfuncs(L, events, 0);
    luaL_newlib(L, methods); /* apart: nobody reaches __gc by an index */
    lua_setfield(L, -2, "__index");
}

void body_push(lua_State *L, struct buf *bytes)
{
    struct spare *spare = body_spare(L);
    struct body *body = lua_newuserdatauv(L, sizeof *body, 2);

    *body = (struct body){ .spare = spare };
    push_type(L);
    lua_setmetatable(L, -2);
    body->bytes = *bytes;
    *bytes = BUF_EMPTY;
    body->kilobytes = (int)(body->bytes.cap / 1024);
    tell_collector(L, body->kilobytes);
}

void body_give_scan(lua_State *L, int index, struct record_scan **scan)
{
    struct body *body = lua_touserdata(L, index);

    body->scan = *scan;
    *scan = NULL;
    lua_setiuservalue(L, index, SCANNED_FOR);
}

struct record_scan *
body_take_scan(lua_State *L, int index, const struct record_query *query)
{
    struct body *body = luaL_testudata(L, index, BODY_TYPE);
    struct record_scan *scan = body != NULL ? body->scan : NULL;

    if (scan == NULL || scan->query != query)
        return NULL;
    body->scan = NULL;
    return scan;
}

const char *body_check(lua_State *L, int index, size_t *len)
{
    const struct body *body;
    const char *text;

    if (lua_type(L, index) == LUA_TSTRING)
        return lua_tolstring(L, index, len);
    body = luaL_checkudata(L, index, BODY_TYPE);
    if (lua_getiuservalue(L, index, STRING) == LUA_TSTRING &&
        body->holds == 0) {
        text = lua_tolstring(L, -1, len);
        lua_pop(L, 1); /* the body keeps it */
        return text;
    }
    lua_pop(L, 1);
    if (body->is_released)
        luaL_error(L, "the body was released");
    *len = body->bytes.len;
    return body->bytes.len > 0 ? body->bytes.data : "";
}

void body_hold(lua_State *L, int index)
{
    struct body *body = luaL_testudata(L, index, BODY_TYPE);

    if (body != NULL)
        body->holds++;
}

void body_release(lua_State *L, int index)
{
    struct body *body = luaL_testudata(L, index, BODY_TYPE);

    if (body == NULL || body->holds == 0 || --body->holds > 0)
        return;
    free_bytes(L, body);
    body->is_released = 1;
}

void body_text(lua_State *L, int index)
{
    struct body *body = luaL_checkudata(L, index, BODY_TYPE);
    const char *text;
    size_t len;

    index = lua_absindex(L, index);
    if (lua_getiuservalue(L, index, STRING) == LUA_TSTRING)
        return;
    lua_pop(L, 1);
    text = body_check(L, index, &len);
    lua_pushlstring(L, text, len);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, index, STRING);
    if (body->holds == 0)
        free_bytes(L, body);
}
