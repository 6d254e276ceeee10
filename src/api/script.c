/* script.c - the "host.script" module: text into a function.
 *
 *   script.load(text, name, environment) -> function
 *                                        -> nil, message, "syntax"
 *
 * `name` is shown in messages (a file's path); bytecode is refused. A chunk
 * runs in `environment`, or in the globals of revos when that is absent.
 *
 *   script.limit_memory(bytes) -> true
 *
 * From here on the VM may need so many bytes more than now; what needs more
 * raises "not enough memory". The first call counts. */
#include <lauxlib.h>
#include <stdlib.h>

#include "api/api.h"
#include "bridge/fail.h"

static int script_load(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    const char *name = luaL_checkstring(L, 2);

    if (!lua_isnoneornil(L, 3))
        luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 3);
    name = lua_pushfstring(L, "@%s", name);
    if (luaL_loadbufferx(L, text, len, name, "t") != LUA_OK)
        return fail_with(L, ERR_SYNTAX, "%s", lua_tostring(L, -1));
    if (!lua_isnoneornil(L, 3)) {
        lua_pushvalue(L, 3);
        lua_setupvalue(L, -2, 1); /* the first upvalue of a chunk is _ENV */
    }
    return 1;
}

/* The allocator of a VM with a limit; it goes with the VM's last block. */
struct limit {
    lua_Alloc allocate; /* the one that does the work */
    void *data;
    size_t used, most;
};

static void *limited(void *data, void *block, size_t before, size_t after)
{
    struct limit *limit = data;
    size_t had = block != NULL ? before : 0; /* else `before` is a kind */
    void *result;

    if (after > had && after - had > limit->most - limit->used)
        return NULL;
    result = limit->allocate(limit->data, block, before, after);
    if (result != NULL || after == 0)
        limit->used += after - had;
    if (limit->used == 0)
        free(limit);
    return result;
}

static size_t bytes_in_use(lua_State *L)
{
    return (size_t)lua_gc(L, LUA_GCCOUNT) * 1024 +
           (size_t)lua_gc(L, LUA_GCCOUNTB);
}

static int script_limit_memory(lua_State *L)
{
    lua_Integer bytes = luaL_checkinteger(L, 1);
    struct limit *limit;
    void *data;
    lua_Alloc allocate = lua_getallocf(L, &data);

    luaL_argcheck(L, bytes >= 0, 1, "negative");
    lua_pushboolean(L, 1);
    if (allocate == limited)
        return 1;
    limit = malloc(sizeof *limit);
    if (limit == NULL)
        return luaL_error(L, "not enough memory");
    limit->allocate = allocate;
    limit->data = data;
    limit->used = bytes_in_use(L);
    limit->most = limit->used + (size_t)bytes;
    lua_setallocf(L, limited, limit);
    return 1;
}

static const luaL_Reg script_functions[] = {
    { "limit_memory", script_limit_memory },
    { "load", script_load },
    { NULL, NULL },
};

int luaopen_host_script(lua_State *L)
{
    luaL_newlib(L, script_functions);
    return 1;
}
