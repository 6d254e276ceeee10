/* times.c - the "host.times" module: what core/timestamp.h reads and writes.
 *
 *   times.parse(text, format) -> us [, offset]   offset in seconds, with %z
 *                             -> nil             for the search of strptime
 *   times.format(us, format [, offset]) -> text
 *                                       -> nil   for the codes of strftime
 */
#include <lauxlib.h>

#include "api/api.h"
#include "core/timestamp.h"

static int times_parse(lua_State *L)
{
    size_t len, format_len;
    const char *text = luaL_checklstring(L, 1, &len);
    const char *format = luaL_checklstring(L, 2, &format_len);
    struct timestamp found;

    if (!timestamp_read(text, len, format, format_len, &found))
        return 0;
    lua_pushinteger(L, found.us);
    if (!found.has_zone)
        return 1;
    lua_pushinteger(L, found.zone);
    return 2;
}

/* As in Lua, sums beyond 64 bits wrap around. */
static int times_format(lua_State *L)
{
    uint64_t us = (uint64_t)luaL_checkinteger(L, 1);
    uint64_t offset = (uint64_t)luaL_optinteger(L, 3, 0);
    size_t format_len, len;
    const char *format = luaL_checklstring(L, 2, &format_len);
    char out[80];

    len = timestamp_write(out, sizeof out, (int64_t)(us + offset * 1000000),
                          format, format_len);
    if (len == 0)
        return 0;
    lua_pushlstring(L, out, len);
    return 1;
}

static const luaL_Reg times_functions[] = {
    { "format", times_format },
    { "parse", times_parse },
    { NULL, NULL },
};

int luaopen_host_times(lua_State *L)
{
    luaL_newlib(L, times_functions);
    return 1;
}
