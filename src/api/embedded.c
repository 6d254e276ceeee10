/* embedded.c - the "host.embedded" module: files inside the program.
 *
 *   embedded.read(name) -> text          "scripts/init.lua"
 *                       -> nil           there is no such file
 *   embedded.load(name, environment) -> function   a file of lua/ or scripts/
 *                                    -> nil
 *                                        environment as for script.load
 *   embedded.has(prefix) -> boolean          whether a name begins so
 *   embedded.list(prefix) -> { name, ... }   sorted; "" lists all
 *   embedded.version                         of the program, "0.1.0"
 */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "host/embedded.h"

static int embedded_read(lua_State *L)
{
    struct embedded_file file;

    if (embedded_find(luaL_checkstring(L, 1), &file) != 0)
        return 0;
    lua_pushlstring(L, file.data, file.size);
    return 1;
}

static int embedded_load(lua_State *L)
{
    const char *name = luaL_checkstring(L, 1);
    struct embedded_file file;

    if (embedded_find(name, &file) != 0 || file.code == NULL)
        return 0;
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    if (luaL_loadbufferx(L, file.code, file.code_size, name, "b") != LUA_OK)
        return lua_error(L);
    if (!lua_isnil(L, 2)) {
        lua_pushvalue(L, 2);
        lua_setupvalue(L, -2, 1); /* the first upvalue of a chunk is _ENV */
    }
    return 1;
}

static int begins(size_t index, const char *prefix, size_t len)
{
    return index < embedded_count &&
           strncmp(embedded_name(index), prefix, len) == 0;
}

static int embedded_has(lua_State *L)
{
    size_t len;
    const char *prefix = luaL_checklstring(L, 1, &len);

    lua_pushboolean(L, begins(embedded_lower_bound(prefix), prefix, len));
    return 1;
}

static int embedded_list(lua_State *L)
{
    size_t len;
    const char *prefix = luaL_checklstring(L, 1, &len);
    lua_Integer n = 0;

    lua_newtable(L);
    for (size_t i = embedded_lower_bound(prefix); begins(i, prefix, len); i++) {
        lua_pushstring(L, embedded_name(i));
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

static const luaL_Reg embedded_functions[] = {
    { "has", embedded_has },
    { "list", embedded_list },
    { "load", embedded_load },
    { "read", embedded_read },
    { NULL, NULL },
};

int luaopen_host_embedded(lua_State *L)
{
    luaL_newlib(L, embedded_functions);
    lua_pushliteral(L, REVOS_VERSION);
    lua_setfield(L, -2, "version");
    return 1;
}
