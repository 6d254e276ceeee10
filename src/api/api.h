/* api.h - the list of host.* modules. One file of this folder each; a module's
 * functions are described at the head of its file and, for editors, in
 * lua/meta. */
#ifndef REVOS_API_H
#define REVOS_API_H

#include <lua.h>

/* [-0, +0, m] Put every module into package.preload; none is opened yet. */
void api_preload(lua_State *L);

int luaopen_host_archive(lua_State *L);
int luaopen_host_clock(lua_State *L);
int luaopen_host_embedded(lua_State *L);
int luaopen_host_fs(lua_State *L);
int luaopen_host_hash(lua_State *L);
int luaopen_host_http(lua_State *L);
int luaopen_host_postgres(lua_State *L);
int luaopen_host_process(lua_State *L);
int luaopen_host_json(lua_State *L);
int luaopen_host_libraries(lua_State *L);
int luaopen_host_regex(lua_State *L);
int luaopen_host_records(lua_State *L);
int luaopen_host_rows(lua_State *L);
int luaopen_host_script(lua_State *L);
int luaopen_host_server(lua_State *L);
int luaopen_host_sqlite(lua_State *L);
int luaopen_host_term(lua_State *L);
int luaopen_host_times(lua_State *L);
int luaopen_host_xml(lua_State *L);
int luaopen_host_yaml(lua_State *L);

#endif
