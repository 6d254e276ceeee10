#include "api/api.h"

#include <lauxlib.h>
#include <lua-lpeg.h>

static const luaL_Reg modules[] = {
    { "host.embedded", luaopen_host_embedded },
    { "host.fs", luaopen_host_fs },
    { "host.script", luaopen_host_script },
    { "lpeg", luaopen_lpeg },
    { NULL, NULL },
};

void api_preload(lua_State *L)
{
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    luaL_setfuncs(L, modules, 0);
    lua_pop(L, 1);
}
