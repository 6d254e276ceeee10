/* fs.c - the "host.fs" module. Paths hold no NUL; every failure is
 * nil, "path: reason", code.
 *
 *   fs.read(path [, max]) -> text           "-" is standard input
 *   fs.write(path, text [, { mode, exclusive }]) -> true    whole or not at all
 *   fs.append(path, text [, { mode }]) -> true
 *   fs.read_part(path, offset, length) -> text
 *   fs.join(path, parts) -> true            whole or not at all
 *   fs.sync(path) -> true                   it has reached the disk
 *   fs.list(path [, prefix]) -> { name, ... }   no "." or "..", sorted
 *   fs.exists(path) -> boolean              links are followed
 *   fs.kind(path) -> "file" | "directory" | "link" | "other"
 *   fs.stat(path [, { follow }]) -> { kind, size, mode, mtime, ... }
 *   fs.remove(path), fs.remove_tree(path), fs.rename(from, to) -> true
 *   fs.mkdir(path [, { parents, mode }]) -> true
 *   fs.chmod(path, mode), fs.symlink(target, path) -> true
 *   fs.read_link(path), fs.realpath(path) -> path
 *   fs.current_directory() -> path          fs.chdir(path) -> true
 *   fs.temp_directory([prefix]) -> path     a new folder, mode 0700
 *   fs.lock(path [, { shared, wait }]) -> lock; lock:close() releases it
 */
#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "core/buf.h"
#include "core/file.h"
#include "core/folder.h"

#define LOCK_TYPE "revos.fs.lock"

/* true, or the failure that errno tells. */
static int done(lua_State *L, int status, const char *path)
{
    if (status != 0)
        return fail_errno(L, path, errno);
    lua_pushboolean(L, 1);
    return 1;
}

static int done_or(lua_State *L, int status, const struct err *err)
{
    if (status != 0)
        return fail(L, err);
    lua_pushboolean(L, 1);
    return 1;
}

static int fs_read(lua_State *L)
{
    const char *path = args_text(L, 1);
    lua_Integer max = luaL_optinteger(L, 2, LUA_MAXINTEGER);
    struct buf *text;
    struct err err;

    luaL_argcheck(L, max >= 0, 2, "a number of bytes expected");
    text = hold_buf(L);
    if (file_read(path, (size_t)max, text, &err) != 0)
        return fail(L, &err);
    lua_pushlstring(L, text->len > 0 ? text->data : "", text->len);
    return 1;
}

static int fs_write(lua_State *L)
{
    size_t len;
    const char *path = args_text(L, 1);
    const char *text = luaL_checklstring(L, 2, &len);
    struct file_write how;
    struct err err;

    args_options(L, 3);
    how.mode = (int)args_field_integer(L, 3, "mode", FILE_KEEP_MODE);
    how.exclusive = args_field_boolean(L, 3, "exclusive", 0);
    return done_or(L, file_write(path, text, len, &how, &err), &err);
}

static int fs_append(lua_State *L)
{
    size_t len;
    const char *path = args_text(L, 1);
    const char *text = luaL_checklstring(L, 2, &len);
    mode_t mode;
    struct err err;

    args_options(L, 3);
    mode = (mode_t)args_field_integer(L, 3, "mode", 0666);
    return done_or(L, file_append(path, text, len, mode, &err), &err);
}

static int fs_read_part(lua_State *L)
{
    const char *path = args_text(L, 1);
    lua_Integer offset = luaL_checkinteger(L, 2);
    lua_Integer len = luaL_checkinteger(L, 3);
    struct buf *text;
    struct err err;

    luaL_argcheck(L, offset >= 0, 2, "a place expected");
    luaL_argcheck(L, len >= 0, 3, "a number of bytes expected");
    text = hold_buf(L);
    if (file_read_part(path, (size_t)offset, (size_t)len, text, &err) != 0)
        return fail(L, &err);
    lua_pushlstring(L, text->len > 0 ? text->data : "", text->len);
    return 1;
}

enum { JOIN_MOST = 16 };

static int fs_join(lua_State *L)
{
    const char *path = args_text(L, 1);
    const char *parts[JOIN_MOST];
    size_t count;
    struct err err;

    luaL_checktype(L, 2, LUA_TTABLE);
    count = (size_t)lua_rawlen(L, 2);
    luaL_argcheck(L, count <= JOIN_MOST, 2, "at most 16 parts expected");
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1);
        parts[i] = args_text(L, -1); /* stays alive: the table holds it */
        lua_pop(L, 1);
    }
    return done_or(L, file_join(path, parts, count, &err), &err);
}

static int fs_list(lua_State *L)
{
    const char *path = args_text(L, 1);
    const char *prefix = lua_isnoneornil(L, 2) ? "" : args_text(L, 2);
    struct hold *held = hold_new(L, folder_names_free);
    struct folder_names *all = NULL;
    struct err err;

    if (folder_list(path, prefix, &all, &err) != 0)
        return fail(L, &err);
    held->ptr = all;
    lua_newtable(L); /* hold names */
    for (size_t i = 0; i < all->count; i++) {
        lua_pushstring(L, all->names[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int fs_exists(lua_State *L)
{
    lua_pushboolean(L, access(args_text(L, 1), F_OK) == 0);
    return 1;
}

static int fs_kind(lua_State *L)
{
    const char *path = args_text(L, 1);
    struct stat st;

    if (lstat(path, &st) != 0)
        return fail_errno(L, path, errno);
    lua_pushstring(L, folder_kind(st.st_mode));
    return 1;
}

static void set_integer(lua_State *L, const char *name, lua_Integer value)
{
    lua_pushinteger(L, value);
    lua_setfield(L, -2, name);
}

static int fs_stat(lua_State *L)
{
    const char *path = args_text(L, 1);
    struct stat st;
    int follow;

    args_options(L, 2);
    follow = args_field_boolean(L, 2, "follow", 1);
    if ((follow ? stat : lstat)(path, &st) != 0)
        return fail_errno(L, path, errno);
    lua_createtable(L, 0, 8);
    lua_pushstring(L, folder_kind(st.st_mode));
    lua_setfield(L, -2, "kind");
    lua_pushnumber(L, (double)st.st_mtim.tv_sec +
                          (double)st.st_mtim.tv_nsec / 1e9);
    lua_setfield(L, -2, "mtime");
    set_integer(L, "size", (lua_Integer)st.st_size);
    set_integer(L, "mode", (lua_Integer)(st.st_mode & 07777));
    set_integer(L, "device", (lua_Integer)st.st_dev);
    set_integer(L, "inode", (lua_Integer)st.st_ino);
    set_integer(L, "links", (lua_Integer)st.st_nlink);
    set_integer(L, "owner", (lua_Integer)st.st_uid);
    return 1;
}

static int fs_remove(lua_State *L)
{
    const char *path = args_text(L, 1);

    return done(L, remove(path), path);
}

static int fs_remove_tree(lua_State *L)
{
    const char *path = args_text(L, 1);
    struct err err;

    return done_or(L, folder_remove_tree(path, &err), &err);
}

static int fs_rename(lua_State *L)
{
    const char *from = args_text(L, 1);
    const char *to = args_text(L, 2);

    return done(L, rename(from, to), from);
}

static int fs_mkdir(lua_State *L)
{
    const char *path = args_text(L, 1);
    mode_t mode;
    int parents;
    struct err err;

    args_options(L, 2);
    mode = (mode_t)args_field_integer(L, 2, "mode", 0777);
    parents = args_field_boolean(L, 2, "parents", 0);
    return done_or(L, folder_make(path, mode, parents, &err), &err);
}

static int fs_chmod(lua_State *L)
{
    const char *path = args_text(L, 1);

    return done(L, chmod(path, (mode_t)luaL_checkinteger(L, 2)), path);
}

static int fs_sync(lua_State *L)
{
    struct err err;

    return done_or(L, file_sync(args_text(L, 1), &err), &err);
}

static int fs_symlink(lua_State *L)
{
    const char *target = args_text(L, 1);
    const char *path = args_text(L, 2);

    return done(L, symlink(target, path), path);
}

static int fs_read_link(lua_State *L)
{
    const char *path = args_text(L, 1);
    char target[PATH_MAX];
    ssize_t len = readlink(path, target, sizeof target);

    if (len < 0)
        return fail_errno(L, path, errno);
    lua_pushlstring(L, target, (size_t)len);
    return 1;
}

static int fs_realpath(lua_State *L)
{
    const char *path = args_text(L, 1);
    char real[PATH_MAX];

    if (realpath(path, real) == NULL)
        return fail_errno(L, path, errno);
    lua_pushstring(L, real);
    return 1;
}

static int fs_current_directory(lua_State *L)
{
    char path[PATH_MAX];

    if (getcwd(path, sizeof path) == NULL)
        return fail_errno(L, "current directory", errno);
    lua_pushstring(L, path);
    return 1;
}

static int fs_chdir(lua_State *L)
{
    const char *path = args_text(L, 1);

    return done(L, chdir(path), path);
}

static int fs_temp_directory(lua_State *L)
{
    const char *prefix = lua_isnoneornil(L, 1) ? "revos" : args_text(L, 1);
    const char *root = getenv("TMPDIR");
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/%s.XXXXXX",
                       root != NULL && *root != '\0' ? root : "/tmp", prefix);

    if (len >= (int)sizeof path)
        return fail_errno(L, prefix, ENAMETOOLONG);
    if (mkdtemp(path) == NULL)
        return fail_errno(L, path, errno);
    lua_pushstring(L, path);
    return 1;
}

/* close(), __close and __gc of a lock: whichever comes first. */
static int lock_close(lua_State *L)
{
    int *fd = luaL_checkudata(L, 1, LOCK_TYPE);

    if (*fd >= 0)
        close(*fd);
    *fd = -1;
    return 0;
}

static int fs_lock(lua_State *L)
{
    const char *path = args_text(L, 1);
    int shared, wait;
    int *fd;
    struct err err;

    args_options(L, 2);
    shared = args_field_boolean(L, 2, "shared", 0);
    wait = args_field_boolean(L, 2, "wait", 0);
    fd = lua_newuserdatauv(L, sizeof *fd, 0);
    *fd = -1;
    luaL_setmetatable(L, LOCK_TYPE);
    *fd = file_lock(path, shared, wait, &err);
    return *fd < 0 ? fail(L, &err) : 1;
}

static const luaL_Reg lock_methods[] = {
    { "__close", lock_close },
    { "__gc", lock_close },
    { "close", lock_close },
    { NULL, NULL },
};

static const luaL_Reg fs_functions[] = {
    { "append", fs_append },
    { "chdir", fs_chdir },
    { "chmod", fs_chmod },
    { "current_directory", fs_current_directory },
    { "exists", fs_exists },
    { "join", fs_join },
    { "kind", fs_kind },
    { "list", fs_list },
    { "lock", fs_lock },
    { "mkdir", fs_mkdir },
    { "read", fs_read },
    { "read_link", fs_read_link },
    { "read_part", fs_read_part },
    { "realpath", fs_realpath },
    { "remove", fs_remove },
    { "remove_tree", fs_remove_tree },
    { "rename", fs_rename },
    { "stat", fs_stat },
    { "symlink", fs_symlink },
    { "sync", fs_sync },
    { "temp_directory", fs_temp_directory },
    { "write", fs_write },
    { NULL, NULL },
};

int luaopen_host_fs(lua_State *L)
{
    luaL_newmetatable(L, LOCK_TYPE); /* lock type */
    luaL_setfuncs(L, lock_methods, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    luaL_newlib(L, fs_functions);
    return 1;
}
