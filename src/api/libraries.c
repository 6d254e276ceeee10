/* libraries.c - the "host.libraries" module: what the program is made with.
 *
 *   libraries.list() -> { { name, version = text or nil, file = text or nil } }
 *       `version` is nil where a library is not installed, `file` where it is
 *       linked.
 */
#include "core/libraries.h"

#include <lauxlib.h>

#include "api/api.h"

static void push_library(lua_State *L, const struct library *one)
{
    lua_createtable(L, 0, 3);
    lua_pushstring(L, one->name);
    lua_setfield(L, -2, "name");
    if (one->version != NULL) {
        lua_pushstring(L, one->version);
        lua_setfield(L, -2, "version");
    }
    if (one->file != NULL) {
        lua_pushstring(L, one->file);
        lua_setfield(L, -2, "file");
    }
}

static int libraries_list_all(lua_State *L)
{
    struct library list[LIBRARIES_MAX];
    size_t n = libraries_list(list);

    lua_createtable(L, (int)n + 1, 0);
    push_library(L,
                 &(struct library){ "lua",
                                    LUA_VERSION_MAJOR "." LUA_VERSION_MINOR
                                                      "." LUA_VERSION_RELEASE,
                                    NULL });
    lua_rawseti(L, -2, 1);
    for (size_t i = 0; i < n; i++) {
        push_library(L, &list[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 2);
    }
    return 1;
}

static const luaL_Reg libraries_functions[] = {
    { "list", libraries_list_all },
    { NULL, NULL },
};

int luaopen_host_libraries(lua_State *L)
{
    luaL_newlib(L, libraries_functions);
    return 1;
}
