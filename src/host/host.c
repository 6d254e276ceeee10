#include "host/host.h"

#include <fcntl.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <unistd.h>

#include "api/api.h"
#include "bridge/memory.h"
#include "core/interrupt.h"
#include "host/loader.h"

enum { EXIT_BUG = 70 }; /* EX_SOFTWARE of sysexits.h */

/* The collector starts when the heap has grown by half instead of doubled; the
 * first megabytes are given for nothing: most commands end before they have
 * used them. Pages lie outside of the heap (see bridge/body.h). */
enum { COLLECT_AT = 150, COLLECT_PACE = 400, FREE_KILOBYTES = 2048 };

/* Only what the Lua of revos may use. Files, processes and the clock come as
 * host.* modules, never as globals. */
static void open_standard(lua_State *L)
{
    static const luaL_Reg libraries[] = {
        { LUA_GNAME, luaopen_base },
        { LUA_LOADLIBNAME, luaopen_package },
        { LUA_COLIBNAME, luaopen_coroutine },
        { LUA_TABLIBNAME, luaopen_table },
        { LUA_STRLIBNAME, luaopen_string },
        { LUA_MATHLIBNAME, luaopen_math },
        { LUA_UTF8LIBNAME, luaopen_utf8 },
        { LUA_DBLIBNAME, luaopen_debug },
    };
    static const char *const withdrawn[] = { "dofile", "load", "loadfile",
                                             "print" };

    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        luaL_requiref(L, libraries[i].name, libraries[i].func, 1);
        lua_pop(L, 1);
    }
    for (size_t i = 0; i < sizeof withdrawn / sizeof *withdrawn; i++) {
        lua_pushnil(L);
        lua_setglobal(L, withdrawn[i]);
    }
}

/* a signal that nobody took is why we end, whatever else went wrong */
static int exit_status(int status)
{
    return interrupt_signal() != 0 ? 128 + interrupt_signal() : status;
}

/* __gc of the last object: upvalue 1 is the status. */
static int leave(lua_State *L)
{
    const int *status = lua_touserdata(L, lua_upvalueindex(1));

    _exit(exit_status(*status));
}

/* [-0, +0, m] Make the first object with a finalizer: lua_close calls it after
 * those of all others. What they hold outside is let go of then, and the memory
 * may go with the process; to free it block by block takes a tenth of the time
 * of a short command. */
static void leave_at_last(lua_State *L, int *status)
{
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushlightuserdata(L, status);
    lua_pushcclosure(L, leave, 1);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    luaL_ref(L, LUA_REGISTRYINDEX);
}

static void require_module(lua_State *L, const char *name)
{
    lua_getglobal(L, "require");
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
}

/* [-0, +1, e] Push the function that answers with the exit status. */
static void push_main(lua_State *L, const char *file)
{
    if (file == NULL)
        require_module(L, "cli.main");
    else if (luaL_loadfilex(L, file, "t") != LUA_OK)
        lua_error(L);
}

/* Everything that may raise happens below this call: argc, argv, file, status.
 */
static int protected_main(lua_State *L)
{
    int argc = (int)lua_tointeger(L, 1);
    char **argv = lua_touserdata(L, 2);
    const char *file = lua_touserdata(L, 3);

    if (!MEMORY_WATCHED)
        leave_at_last(L, lua_touserdata(L, 4));
    lua_gc(L, LUA_GCINC, COLLECT_AT, COLLECT_PACE, 0);
    lua_gc(L, LUA_GCSTEP, -FREE_KILOBYTES); /* work of the collector, owed */
    open_standard(L);
    api_preload(L);
    loader_install(L);
    require_module(L, "util.strict");
    push_main(L, file);          /* main */
    lua_createtable(L, argc, 1); /* main arguments */
    for (int i = 0; i < argc; i++) {
        lua_pushstring(L, argv[i]);
        lua_rawseti(L, -2, i);
    }
    lua_call(L, 1, 1);
    return 1;
}

static int add_traceback(lua_State *L)
{
    luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
    return 1;
}

static int report_bug(const char *message)
{
    fprintf(stderr, "revos: this is a bug in revos: %s\n",
            message != NULL ? message : "not enough memory");
    return EXIT_BUG;
}

/* The next file that is opened must not get the number of a standard stream
 * that is closed: what is printed would land in it. Opened the wrong way round,
 * so that to use one of them still fails. */
static void hold_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int host_run_file(int argc, char **argv, const char *file)
{
    struct memory memory = MEMORY_FREE;
    lua_State *L = lua_newstate(memory_allocate, &memory);
    int status = EXIT_BUG;

    if (L == NULL)
        return report_bug(NULL);
    hold_standard_streams();
    interrupt_install();
    lua_pushcfunction(L, add_traceback);
    lua_pushcfunction(L, protected_main);
    lua_pushinteger(L, argc);
    lua_pushlightuserdata(L, argv);
    lua_pushlightuserdata(L, (void *)file);
    lua_pushlightuserdata(L, &status);
    if (lua_pcall(L, 4, 1, 1) != LUA_OK)
        status = interrupt_signal() != 0 ? EXIT_BUG
                                         : report_bug(lua_tostring(L, -1));
    else
        status = (int)lua_tointeger(L, -1);
    lua_close(L);
    memory_close(&memory);
    return exit_status(status);
}

int host_run(int argc, char **argv)
{
    return host_run_file(argc, argv, NULL);
}
