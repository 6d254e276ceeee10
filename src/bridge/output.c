#include "bridge/output.h"

#include <lauxlib.h>
#include <signal.h>
#include <unistd.h>

#include "bridge/fail.h"
#include "core/interrupt.h"

static const char output_key;

static int output_gc(lua_State *L)
{
    struct out *out = lua_touserdata(L, 1);

    out_flush(out, NULL);
    return 0;
}

struct out *output_standard(lua_State *L)
{
    struct out *out;

    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &output_key) == LUA_TUSERDATA) {
        out = lua_touserdata(L, -1);
        lua_pop(L, 1);
        return out;
    }
    lua_pop(L, 1);
    out = lua_newuserdatauv(L, sizeof *out, 0);
    out_init(out, STDOUT_FILENO);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, output_gc);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &output_key);
    return out;
}

int output_answer(lua_State *L, int status, const struct err *err)
{
    if (status == 0) {
        lua_pushboolean(L, 1);
        return 1;
    }
    if (err->code == ERR_CANCELLED)
        interrupt_note(SIGPIPE);
    return fail(L, err);
}
