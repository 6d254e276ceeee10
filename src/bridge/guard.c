#include "bridge/guard.h"

#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum {
    STEP = 10000, /* instructions between two looks */
    MOST_STEPS = 50000,
    MOST_SECONDS = 20,
    STUCK_SECONDS = 10
};

static struct {
    char source[4096];
    size_t stray_steps;
    volatile sig_atomic_t seconds; /* that the call which runs now has needed */
    volatile sig_atomic_t silent;  /* seconds since the last look */
} guard;

/* The steps of the call that a thread runs live in the space that Lua leaves
 * beside each: calls of several threads take turns. */
static size_t *steps_of(lua_State *L)
{
    return lua_getextraspace(L);
}

/* Each second of processor time. */
static void on_time(int number)
{
    (void)number;
    guard.seconds++;
    if (++guard.silent >= STUCK_SECONDS)
        _exit(GUARD_STUCK);
}

static void start_timer(void)
{
    struct sigaction action = { .sa_handler = on_time, .sa_flags = SA_RESTART };
    struct itimerval each_second = { { 1, 0 }, { 1, 0 } };

    sigemptyset(&action.sa_mask);
    sigaction(SIGPROF, &action, NULL);
    setitimer(ITIMER_PROF, &each_second, NULL);
}

static int is_of_source(lua_State *L, lua_Debug *at)
{
    return lua_getinfo(L, "S", at) != 0 &&
           strcmp(at->source, guard.source) == 0;
}

static int runs_source(lua_State *L)
{
    lua_Debug at;

    for (int level = 0; lua_getstack(L, level, &at); level++)
        if (is_of_source(L, &at))
            return 1;
    return 0;
}

static void stop(lua_State *L, lua_Debug *at)
{
    guard.silent = 0;
    if (!is_of_source(L, at))
        return;
    lua_pushfstring(L, "%s: stopped: it runs for too long", guard.source + 1);
    lua_error(L);
}

static void stop_from_here(lua_State *L)
{
    lua_sethook(L, stop, LUA_MASKCOUNT, 1);
}

/* A thread that our own code made within a call is not what is watched. */
static void look(lua_State *L, lua_Debug *at)
{
    (void)at;
    guard.silent = 0;
    if (++*steps_of(L) <= MOST_STEPS && guard.seconds < MOST_SECONDS)
        return;
    if (runs_source(L))
        stop_from_here(L);
    else
        *steps_of(L) = 0;
}

/* Outside of any call: is it code of the source all the same? */
static void look_outside(lua_State *L, lua_Debug *at)
{
    (void)at;
    guard.silent = 0;
    if (!runs_source(L)) {
        guard.stray_steps = 0;
        guard.seconds = 0;
    } else if (++guard.stray_steps > MOST_STEPS ||
               guard.seconds >= MOST_SECONDS) {
        stop_from_here(L);
    }
}

void guard_start(lua_State *L, const char *source)
{
    (void)snprintf(guard.source, sizeof guard.source, "%s", source);
    *steps_of(L) = 0;
    guard_rest(L, 0);
    lua_sethook(L, look_outside, LUA_MASKCOUNT, STEP);
    start_timer();
}

int guard_enter(lua_State *L)
{
    lua_Hook hook = lua_gethook(L);

    if (*guard.source == '\0' || hook == look || hook == stop)
        return 0;
    guard_rest(L, 1);
    lua_sethook(L, look, LUA_MASKCOUNT, STEP);
    return 1;
}

void guard_leave(lua_State *L)
{
    guard_rest(L, 1);
    lua_sethook(L, look_outside, LUA_MASKCOUNT, STEP);
}

void guard_rest(lua_State *L, int all)
{
    guard.seconds = guard.silent = 0;
    if (all)
        *steps_of(L) = 0;
}
