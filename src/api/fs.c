/* fs.c - the "host.fs" module.
 *
 *   fs.list(path) -> { name, ... }          no "." or "..", sorted
 *                 -> nil, message, code     the directory cannot be read
 *   fs.print(text)                          to standard output, at once
 */
#include <dirent.h>
#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "api/api.h"
#include "bridge/fail.h"
#include "bridge/hold.h"

static int fs_print(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);

    fwrite(text, 1, len, stdout);
    return 0;
}

static void close_dir(void *dir)
{
    closedir(dir);
}

static int fs_list(lua_State *L)
{
    const char *path = luaL_checkstring(L, 1);
    struct hold *dir = hold_new(L, close_dir);
    const struct dirent *entry;
    lua_Integer n = 0;

    dir->ptr = opendir(path);
    if (dir->ptr == NULL)
        return fail_errno(L, path, errno);
    lua_newtable(L); /* hold names */
    while (errno = 0, (entry = readdir(dir->ptr)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        lua_pushstring(L, entry->d_name);
        lua_rawseti(L, -2, ++n);
    }
    return errno == 0 ? 1 : fail_errno(L, path, errno);
}

static const luaL_Reg fs_functions[] = {
    { "list", fs_list },
    { "print", fs_print },
    { NULL, NULL },
};

int luaopen_host_fs(lua_State *L)
{
    luaL_newlib(L, fs_functions);
    return 1;
}
