/* script.c - the "host.script" module: text into a function.
 *
 *   script.load(text, name, environment) -> function
 *                                        -> nil, message, "syntax"
 *
 * `name` is shown in messages (a file's path); bytecode is refused. A chunk
 * runs in `environment`, or in the globals of revos when that is absent. */
#include <lauxlib.h>

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

static const luaL_Reg script_functions[] = {
    { "load", script_load },
    { NULL, NULL },
};

int luaopen_host_script(lua_State *L)
{
    luaL_newlib(L, script_functions);
    return 1;
}
