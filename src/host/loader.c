#include "host/loader.h"

#include <lauxlib.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/embedded.h"

/* Where an installed revos keeps lua/, seen from the folder of the program. */
#define SHARE_FROM_BIN "../share/revos/"

/* The folder with an installed lua/, with a final slash; "" when there is none.
 */
static void find_share(char *share, size_t size)
{
    char program[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    char *slash;

    share[0] = '\0';
    if (len <= 0)
        return;
    program[len] = '\0';
    slash = strrchr(program, '/');
    if (slash == NULL)
        return;
    slash[1] = '\0';
    if ((size_t)snprintf(share, size, "%s" SHARE_FROM_BIN, program) >= size)
        share[0] = '\0';
}

/* [-0, +1 or 0, m] Load `name` ("lua/x/y.lua") from disk below `share`. */
static int load_from_share(lua_State *L, const char *share, const char *name)
{
    const char *path = lua_pushfstring(L, "%s%s", share, name);

    if (*share == '\0' || access(path, R_OK) != 0) {
        lua_pop(L, 1);
        return 0;
    }
    if (luaL_loadfilex(L, path, "t") != LUA_OK)
        lua_error(L);
    lua_remove(L, -2);
    return 1;
}

/* [-0, +1 or 0, m] Load `name` from the embedded copy. */
static int load_embedded(lua_State *L, const char *name)
{
    const struct embedded_file *file = embedded_find(name);
    const char *chunk;

    if (file == NULL)
        return 0;
    chunk = lua_pushfstring(L, "@%s", name);
    if (luaL_loadbufferx(L, file->data, file->size, chunk, "t") != LUA_OK)
        lua_error(L);
    lua_remove(L, -2);
    return 1;
}

/* The searcher: upvalue 1 is the share folder. */
static int search(lua_State *L)
{
    static const char *const forms[] = { "lua/%s.lua", "lua/%s/init.lua" };
    const char *share = lua_tostring(L, lua_upvalueindex(1));
    const char *module =
        luaL_gsub(L, luaL_checkstring(L, 1), ".", "/"); /* path */

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *name = lua_pushfstring(L, forms[i], module);

        if (load_from_share(L, share, name) || load_embedded(L, name)) {
            lua_pushstring(L, name);
            return 2;
        }
    }
    lua_pushfstring(L, "no module 'lua/%s.lua' in revos", module);
    return 1;
}

void loader_install(lua_State *L)
{
    char share[PATH_MAX + sizeof SHARE_FROM_BIN];

    find_share(share, sizeof share);
    lua_getglobal(L, "package");      /* package */
    lua_getfield(L, -1, "searchers"); /* package searchers */
    lua_createtable(L, 2, 0);         /* package searchers new */
    lua_rawgeti(L, -2, 1);            /* ... preload's searcher */
    lua_rawseti(L, -2, 1);
    lua_pushstring(L, share);
    lua_pushcclosure(L, search, 1);
    lua_rawseti(L, -2, 2);
    lua_setfield(L, -3, "searchers"); /* package searchers */
    lua_pop(L, 2);
}
