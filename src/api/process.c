/* process.c - the "host.process" module.
 *
 *   process.getenv(name) -> text         nil: not set
 *   process.pid() -> integer
 *   process.interrupted() -> signal      2, 15, or 13 when the reader of
 *                                        standard output is gone; nil: none
 */
#include <lauxlib.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/api.h"
#include "bridge/args.h"
#include "core/interrupt.h"

static int process_getenv(lua_State *L)
{
    lua_pushstring(L, getenv(args_text(L, 1))); /* NULL becomes nil */
    return 1;
}

static int process_pid(lua_State *L)
{
    lua_pushinteger(L, getpid());
    return 1;
}

static int process_interrupted(lua_State *L)
{
    int signal_number = interrupt_signal();

    if (signal_number == 0)
        return 0;
    lua_pushinteger(L, signal_number);
    return 1;
}

static const luaL_Reg process_functions[] = {
    { "getenv", process_getenv },
    { "interrupted", process_interrupted },
    { "pid", process_pid },
    { NULL, NULL },
};

int luaopen_host_process(lua_State *L)
{
    luaL_newlib(L, process_functions);
    return 1;
}
