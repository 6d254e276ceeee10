/* archive.c - the "host.archive" module.
 *
 *   archive.gunzip(bytes [, options]) -> bytes       all members, joined
 *   archive.inflate(bytes [, options]) -> bytes      zlib, or raw deflate
 *   archive.zip_members(bytes [, options]) -> { { name, data }, ... }
 *                                                    in order, folders too
 *
 * Bytes are a string, or the body of an answer of host.http; what comes out is
 * one too with the option `as_body`.
 *
 * More than `max` bytes (1 GiB, of all members together) are nil, message,
 * "limit"; what is broken is nil, message, "invalid". */
#include <lauxlib.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/body.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "core/archive.h"
#include "core/zip.h"

static const lua_Integer MAX_BYTES = 1 << 30;

struct options {
    size_t max;
    int as_body;
};

static struct options read_options(lua_State *L)
{
    lua_Integer max;

    args_options(L, 2);
    max = args_field_integer(L, 2, "max", MAX_BYTES);
    luaL_argcheck(L, max >= 0, 2, "'max' must not be negative");
    return (struct options){ .max = (size_t)max,
                             .as_body =
                                 args_field_boolean(L, 2, "as_body", 0) };
}

/* [-0, +1, m] Push what was unpacked; `data` loses it to a body. */
static void push_data(lua_State *L, struct buf *data, int as_body)
{
    if (as_body)
        body_push(L, data);
    else
        lua_pushlstring(L, data->len > 0 ? data->data : "", data->len);
}

static int inflate(lua_State *L, enum archive_form form)
{
    size_t len;
    const char *data = body_check(L, 1, &len);
    struct options options = read_options(L);
    struct buf *out = hold_buf(L);
    struct err err;

    if (archive_inflate(form, data, len, options.max, out, &err) != 0)
        return fail(L, &err);
    push_data(L, out, options.as_body);
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
                        struct buf *data,
                        int as_body)
{
    lua_createtable(L, 0, 2);
    lua_pushlstring(L, member->name, member->name_len);
    lua_setfield(L, -2, "name");
    push_data(L, data, as_body);
    lua_setfield(L, -2, "data");
}

static int archive_zip_members(lua_State *L)
{
    size_t len;
    const char *bytes = body_check(L, 1, &len);
    struct options options = read_options(L);
    struct buf *data = hold_buf(L);
    struct zip_member member;
    struct zip zip;
    struct err err;
    lua_Integer n = 0;
    int got;

    lua_newtable(L);
    if (zip_open(&zip, bytes, len, &err) != 0)
        return fail(L, &err);
    while ((got = zip_next(&zip, &member, &err)) > 0) {
        data->len = 0;
        if (zip_read(&zip, &member, options.max, data, &err) != 0)
            return fail(L, &err);
        options.max -= data->len;
        push_member(L, &member, data, options.as_body);
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
