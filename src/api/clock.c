/* clock.c - the "host.clock" module. See core/clock.h for the variables of the
 * environment that make time a test's own.
 *
 *   clock.now() -> seconds since 1970 (float)
 *   clock.now_us() -> microseconds since 1970 (integer)
 *   clock.monotonic() -> seconds (float) of a clock that only goes forward
 *   clock.spent() -> the same without the sleeps that a fast clock left out
 *   clock.fast() -> boolean              sleeps are left out
 *   clock.sleep(seconds) -> true         or nil, message, "cancelled"
 *   clock.skip(seconds)                  a fast clock moves on, unnoted
 *   clock.record_sleep(seconds) -> true  only note it: for those who wait in
 *                                        another way when the clock is fast
 */
#include <lauxlib.h>

#include "api/api.h"
#include "bridge/fail.h"
#include "core/clock.h"

/* Upvalue 1 of every function of the module. */
static struct clock *self(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(1));
}

static int clock_lua_now(lua_State *L)
{
    lua_pushnumber(L, (double)clock_now(self(L)) / 1e6);
    return 1;
}

static int clock_lua_now_us(lua_State *L)
{
    lua_pushinteger(L, clock_now(self(L)));
    return 1;
}

static int clock_lua_monotonic(lua_State *L)
{
    lua_pushnumber(L, (double)clock_monotonic(self(L)) / 1e6);
    return 1;
}

static int clock_lua_spent(lua_State *L)
{
    const struct clock *clock = self(L);

    lua_pushnumber(L,
                   (double)(clock_monotonic(clock) - clock->skipped_us) / 1e6);
    return 1;
}

static int clock_lua_fast(lua_State *L)
{
    lua_pushboolean(L, self(L)->fast);
    return 1;
}

static int answer(lua_State *L, int status, const struct err *err)
{
    if (status != 0)
        return fail(L, err);
    lua_pushboolean(L, 1);
    return 1;
}

static int clock_lua_sleep(lua_State *L)
{
    struct err err;

    return answer(L, clock_sleep(self(L), luaL_checknumber(L, 1), &err), &err);
}

static int clock_lua_record_sleep(lua_State *L)
{
    struct err err;

    return answer(L, clock_record(self(L), luaL_checknumber(L, 1), &err), &err);
}

static int clock_lua_skip(lua_State *L)
{
    clock_skip(self(L), luaL_checknumber(L, 1));
    return 0;
}

static const luaL_Reg clock_functions[] = {
    { "fast", clock_lua_fast },
    { "monotonic", clock_lua_monotonic },
    { "now", clock_lua_now },
    { "now_us", clock_lua_now_us },
    { "record_sleep", clock_lua_record_sleep },
    { "skip", clock_lua_skip },
    { "sleep", clock_lua_sleep },
    { "spent", clock_lua_spent },
    { NULL, NULL },
};

int luaopen_host_clock(lua_State *L)
{
    struct clock *clock;
    struct err err;

    luaL_newlibtable(L, clock_functions);
    clock = lua_newuserdatauv(L, sizeof *clock, 0);
    if (clock_open(clock, &err) != 0)
        return luaL_error(L, "%s", err.message);
    luaL_setfuncs(L, clock_functions, 1);
    return 1;
}
