/* fuzz.c - libFuzzer drives one reader of revos inside its VM.
 *
 *     fuzz_<target> [FOLDER OF INPUTS] [OPTION OF LIBFUZZER]
 *
 * FUZZ_TARGET names a function of tests/fuzz/targets.lua. It gets each input
 * as a string; what it raises is a finding, as is what the sanitizers see in
 * the C below it. For code in Lua each line that is reached is a counter, so
 * that the search is guided there too. Run from the root of the project. */
#include <lauxlib.h>
#include <lualib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/api.h"
#include "host/loader.h"

enum { COUNTERS = 1 << 16 };

/* libFuzzer reads and clears what lies in this section. */
__attribute__((
    section("__libfuzzer_extra_counters"))) static uint8_t reached[COUNTERS];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The name of a chunk is one string of the VM: its address stands for it. */
static void count_line(lua_State *L, lua_Debug *at)
{
    uint64_t place;

    lua_getinfo(L, "Sl", at);
    place = (uint64_t)(uintptr_t)at->source + (uint64_t)at->currentline;
    reached[place * 0x9E3779B97F4A7C15U >> 48]++;
}

static int with_traceback(lua_State *L)
{
    luaL_traceback(L, L, luaL_tolstring(L, 1, NULL), 1);
    return 1;
}

static _Noreturn void give_up(lua_State *L)
{
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    abort();
}

/* A VM with the target's function at index 2, the error handler at 1. */
static lua_State *open_target(void)
{
    lua_State *L = luaL_newstate();

    if (L == NULL)
        abort();
    luaL_openlibs(L);
    api_preload(L);
    loader_install(L);
    lua_pushcfunction(L, with_traceback);
    if (luaL_loadfilex(L, "tests/fuzz/targets.lua", "t") != LUA_OK ||
        lua_pcall(L, 0, 1, 1) != LUA_OK)
        give_up(L);
    lua_getfield(L, -1, FUZZ_TARGET);
    lua_replace(L, 2);
    lua_sethook(L, count_line, LUA_MASKLINE, 0);
    return L;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lua_State *L;

    if (L == NULL)
        L = open_target();
    lua_pushvalue(L, 2);
    lua_pushlstring(L, (const char *)data, size);
    if (lua_pcall(L, 1, 0, 1) != LUA_OK)
        give_up(L);
    return 0;
}
