#include "host/loader.h"

#include <lauxlib.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bridge/hold.h"
#include "core/file.h"
#include "host/embedded.h"

/* Where an installed revos keeps lua/, seen from the folder of the program. */
#define SHARE_FROM_BIN "../share/revos/"

enum { NAME_SIZE = 512 }; /* bytes of a name below that folder, with its NUL */

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
    if ((size_t)snprintf(share, size, "%s" SHARE_FROM_BIN, program) >= size ||
        access(share, X_OK) != 0)
        share[0] = '\0';
}

static int
load_code(lua_State *L, const struct embedded_file *file, const char *name)
{
    if (luaL_loadbufferx(L, file->code, file->code_size, name, "b") != LUA_OK)
        lua_error(L);
    return 1;
}

static int is_text_of(const struct buf *text, const struct embedded_file *file)
{
    return file->size == text->len &&
           memcmp(file->data, text->data, text->len) == 0;
}

/* [-0, +n, m] Load `name` ("lua/x/y.lua") from disk below `share` and push it
 * last. A file that nobody changed has been compiled already. */
static int load_from_share(lua_State *L, const char *share, const char *name)
{
    struct embedded_file file;
    struct buf *text;
    const char *path;
    struct err err;

    if (*share == '\0')
        return 0;
    path = lua_pushfstring(L, "%s%s", share, name);
    if (access(path, R_OK) != 0)
        return 0;
    text = hold_buf(L);
    if (file_read(path, SIZE_MAX, text, &err) != 0)
        return luaL_error(L, "%s", err.message);
    if (embedded_find(name, &file) == 0 && is_text_of(text, &file))
        return load_code(L, &file, name);
    if (luaL_loadbufferx(L, text->data, text->len,
                         lua_pushfstring(L, "@%s", path), "t") != LUA_OK)
        lua_error(L);
    return 1;
}

/* [-0, +1 or 0, m] Load `name` from the embedded copy. */
static int load_embedded(lua_State *L, const char *name)
{
    struct embedded_file file;

    return embedded_find(name, &file) == 0 ? load_code(L, &file, name) : 0;
}

/* "lua/", the path of the module and the ending; 0, or -1 when it is too long.
 */
static int file_name(char *name, const char *module, const char *ending)
{
    int len = snprintf(name, NAME_SIZE, "lua/%s", module);

    if (len < 0 || (size_t)len + strlen(ending) >= NAME_SIZE)
        return -1;
    for (char *dot = name; (dot = strchr(dot, '.')) != NULL;)
        *dot = '/';
    strcpy(name + len, ending);
    return 0;
}

/* The searcher: upvalue 1 is the share folder. */
static int search(lua_State *L)
{
    static const char *const endings[] = { ".lua", "/init.lua" };
    const char *share = lua_tostring(L, lua_upvalueindex(1));
    const char *module = luaL_checkstring(L, 1);
    char name[NAME_SIZE];

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (file_name(name, module, endings[i]) == 0 &&
            (load_from_share(L, share, name) || load_embedded(L, name))) {
            lua_pushstring(L, name);
            return 2;
        }
    lua_pushfstring(L, "no module '%s' in revos", module);
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
