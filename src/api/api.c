#include "api/api.h"

#include <lauxlib.h>
#include <lua-lpeg.h>

static const luaL_Reg modules[] = {
    { "host.archive", luaopen_host_archive },
    { "host.clock", luaopen_host_clock },
    { "host.embedded", luaopen_host_embedded },
    { "host.fs", luaopen_host_fs },
    { "host.hash", luaopen_host_hash },
    { "host.http", luaopen_host_http },
    { "host.postgres", luaopen_host_postgres },
    { "host.process", luaopen_host_process },
    { "host.json", luaopen_host_json },
    { "host.libraries", luaopen_host_libraries },
    { "host.regex", luaopen_host_regex },
    { "host.records", luaopen_host_records },
    { "host.rows", luaopen_host_rows },
    { "host.script", luaopen_host_script },
    { "host.server", luaopen_host_server },
    { "host.sqlite", luaopen_host_sqlite },
    { "host.term", luaopen_host_term },
    { "host.times", luaopen_host_times },
    { "host.xml", luaopen_host_xml },
    { "host.yaml", luaopen_host_yaml },
    { "lpeg", luaopen_lpeg },
    { NULL, NULL },
};

void api_preload(lua_State *L)
{
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    luaL_setfuncs(L, modules, 0);
    lua_pop(L, 1);
}
