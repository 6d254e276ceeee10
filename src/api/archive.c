/* archive.c - the "host.archive" module.
 *
 *   archive.gunzip(bytes [, { max }]) -> bytes       all members, joined
 *   archive.inflate(bytes [, { max }]) -> bytes      zlib, or raw deflate
 *   archive.zip_members(bytes [, { max }]) -> { { name, data }, ... }
 *                                                    in order, no folders
 *
 * More than `max` bytes (1 GiB, of all members together) are nil, message,
 * "limit"; what is broken is nil, message, "invalid". */
#include <lauxlib.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "core/archive.h"
#include "core/zip.h"

static const lua_Integer MAX_BYTES = 1 << 30;

static size_t read_max(lua_State *L)
{
    lua_Integer max;

    args_options(L, 2);
    max = args_field_integer(L, 2, "max", MAX_BYTES);
    luaL_argcheck(L, max >= 0, 2, "'max' must not be negative");
    return (size_t)max;
}

static int inflate(lua_State *L, enum archive_form form)
{
    size_t len, max;
    const char *data = luaL_checklstring(L, 1, &len);
    struct buf *out;
    struct err err;

    max = read_max(L);
    out = hold_buf(L);
    if (archive_inflate(form, data, len, max, out, &err) != 0)
        return fail(L, &err);
    lua_pushlstring(L, out->len > 0 ? out->data : "", out->len);
    return 1;
}

static int archive_gunzip(lua_State *L)
{
    return inflate(L, ARCHIVE_GZIP);
}

static int archive_lua_inflate(lua_State *L)
{
    return inflate(L, ARCHIVE_ZLIB);
}

/* [-0, +1, m] */
static void push_member(lua_State *L,
                        const struct zip_member *member,
                        const struct buf *data)
{
    lua_createtable(L, 0, 2);
    lua_pushlstring(L, member->name, member->name_len);
    lua_setfield(L, -2, "name");
    lua_pushlstring(L, data->len > 0 ? data->data : "", data->len);
    lua_setfield(L, -2, "data");
}

static int is_folder(const struct zip_member *member)
{
    return member->name_len > 0 && member->name[member->name_len - 1] == '/';
}

static int archive_zip_members(lua_State *L)
{
    size_t len, max;
    const char *bytes = luaL_checklstring(L, 1, &len);
    struct zip_member member;
    struct zip zip;
    struct buf *data;
    struct err err;
    lua_Integer n = 0;
    int got;

    max = read_max(L);
    data = hold_buf(L);
    lua_newtable(L);
    if (zip_open(&zip, bytes, len, &err) != 0)
        return fail(L, &err);
    while ((got = zip_next(&zip, &member, &err)) > 0) {
        if (is_folder(&member))
            continue;
        data->len = 0;
        if (zip_read(&zip, &member, max, data, &err) != 0)
            return fail(L, &err);
        max -= data->len;
        push_member(L, &member, data);
        lua_rawseti(L, -2, ++n);
    }
    return got < 0 ? fail(L, &err) : 1;
}

static const luaL_Reg archive_functions[] = {
    { "gunzip", archive_gunzip },
    { "inflate", archive_lua_inflate },
    { "zip_members", archive_zip_members },
    { NULL, NULL },
};

int luaopen_host_archive(lua_State *L)
{
    luaL_newlib(L, archive_functions);
    return 1;
}
