/* script.c - the "host.script" module: text into a function.
 *
 *   script.load(text, name, environment) -> function
 *                                        -> nil, message, "syntax"
 *
 * `name` is shown in messages (a file's path); bytecode is refused. A chunk
 * runs in `environment`, or in the globals of revos when that is absent.
 *
 *   script.limit_memory(bytes) -> true
 *
 * From here on the VM may need so many bytes more than now; what needs more
 * raises "not enough memory". The first call counts.
 *
 *   script.confinement() -> { seccomp, landlock }   what the kernel has
 *   script.confine([plan]) -> { seccomp, landlock } what is active now
 *                          -> nil, message, code
 *   script.limit_time(seconds) -> true
 *
 *   script.watch(name) -> true                  see bridge/guard.h
 *   script.enter() -> outermost, script.leave(), script.rest([all])
 *
 *   script.search(text, pattern, init, steps) -> left, start, stop, capture...
 *                                             -> left           no match
 *                                             -> left, false, message
 *
 * search is string.find with a bound on the work: it counts `steps` down and
 * gives what is left; a message when they are used up, or for a malformed
 * pattern.
 *
 * After confine the process only computes, reads and writes what it has open;
 * for good (core/confine.h). With a plan { reads, writes, runs, moves }, three
 * lists of paths and a boolean, it asks servers too and reads, writes and
 * starts what is listed. limit_time ends the process by a signal once it has
 * needed so much processor time from now on; 0 lifts that. */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/fail.h"
#include "bridge/guard.h"
#include "bridge/memory.h"
#include "core/confine.h"
#include "core/pattern.h"

/* Lua cuts a long name in its messages: "..." and the last bytes. Where
 * `message` begins with the name, cut or not, what follows it. */
static const char *after_name(const char *message, const char *name)
{
    size_t len = strlen(name);

    if (len >= LUA_IDSIZE) {
        if (strncmp(message, "...", 3) != 0)
            return NULL;
        message += 3;
        name += len - (LUA_IDSIZE - 4);
        len = LUA_IDSIZE - 4;
    }
    return strncmp(message, name, len) == 0 ? message + len : NULL;
}

/* [-0, +3, m] nil, message, code: the message on top, with the whole name. */
static int syntax_error(lua_State *L, const char *name)
{
    const char *message = lua_tostring(L, -1);
    const char *rest = after_name(message, name);

    if (rest == NULL)
        return fail_with(L, ERR_SYNTAX, "%s", message);
    return fail_with(L, ERR_SYNTAX, "%s%s", name, rest);
}

static int script_load(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    const char *name = luaL_checkstring(L, 2);

    if (!lua_isnoneornil(L, 3))
        luaL_checktype(L, 3, LUA_TTABLE);
    lua_settop(L, 3);
    if (len > 0 && *text == *LUA_SIGNATURE)
        return fail_with(L, ERR_SYNTAX, "%s:1: bytecode is refused", name);
    name = lua_pushfstring(L, "@%s", name);
    if (luaL_loadbufferx(L, text, len, name, "t") != LUA_OK)
        return lua_type(L, -1) == LUA_TSTRING ? syntax_error(L, name + 1)
                                              : lua_error(L);
    if (!lua_isnoneornil(L, 3)) {
        lua_pushvalue(L, 3);
        lua_setupvalue(L, -2, 1); /* the first upvalue of a chunk is _ENV */
    }
    return 1;
}

static int script_limit_memory(lua_State *L)
{
    lua_Integer bytes = luaL_checkinteger(L, 1);

    luaL_argcheck(L, bytes >= 0, 1, "negative");
    if (memory_limit(L, (size_t)bytes) != 0)
        return luaL_error(L, "the memory of this VM cannot be limited");
    lua_pushboolean(L, 1);
    return 1;
}

/* [-0, +1, m] */
static int push_confinement(lua_State *L, const struct confinement *nets)
{
    lua_createtable(L, 0, 2);
    lua_pushboolean(L, nets->seccomp);
    lua_setfield(L, -2, "seccomp");
    lua_pushboolean(L, nets->landlock);
    lua_setfield(L, -2, "landlock");
    return 1;
}

static int script_confinement(lua_State *L)
{
    struct confinement nets;

    confine_support(&nets);
    return push_confinement(L, &nets);
}

/* [-0, +n, e] The paths of the list `name`, ended by NULL; NULL for none. */
static const char **read_paths(lua_State *L, const char *name)
{
    lua_Integer count = args_field_table(L, 1, name) ? luaL_len(L, -1) : 0;
    const char **paths;

    if (count == 0)
        return NULL;
    paths = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof *paths, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_geti(L, -2, i) != LUA_TSTRING)
            luaL_error(L, "option '%s': a list of paths expected", name);
        paths[i - 1] = args_text(L, lua_gettop(L));
        lua_pop(L, 1); /* the list keeps it */
    }
    paths[count] = NULL;
    return paths;
}

static int script_confine(lua_State *L)
{
    struct confine_plan plan = { 0 };
    struct confinement nets;
    struct err err;
    int asks = !lua_isnoneornil(L, 1);

    if (asks) {
        luaL_checktype(L, 1, LUA_TTABLE);
        plan.reads = read_paths(L, "reads");
        plan.writes = read_paths(L, "writes");
        plan.runs = read_paths(L, "runs");
        plan.moves = args_field_boolean(L, 1, "moves", 0);
    }
    if (confine(asks ? &plan : NULL, &nets, &err) != 0)
        return fail(L, &err);
    return push_confinement(L, &nets);
}

static int script_limit_time(lua_State *L)
{
    lua_Number seconds = luaL_checknumber(L, 1);

    luaL_argcheck(L, seconds >= 0 && seconds <= 86400, 1, "0 to 86400");
    confine_time(seconds);
    lua_pushboolean(L, 1);
    return 1;
}

static int script_watch(lua_State *L)
{
    guard_start(L, lua_pushfstring(L, "@%s", args_text(L, 1)));
    lua_pushboolean(L, 1);
    return 1;
}

static int script_enter(lua_State *L)
{
    lua_pushboolean(L, guard_enter(L));
    return 1;
}

static int script_leave(lua_State *L)
{
    guard_leave(L);
    return 0;
}

static int script_rest(lua_State *L)
{
    guard_rest(L, lua_toboolean(L, 1));
    return 0;
}

/* [-0, +n, m] */
static int
push_captures(lua_State *L, const char *text, const struct pattern_match *match)
{
    luaL_checkstack(L, match->captures, "too many captures");
    for (int i = 0; i < match->captures; i++) {
        size_t start = match->capture[i].start, len = match->capture[i].len;

        if (len == PATTERN_POSITION)
            lua_pushinteger(L, (lua_Integer)start + 1);
        else
            lua_pushlstring(L, text + start, len);
    }
    return match->captures;
}

static int script_search(lua_State *L)
{
    struct pattern what = { 0 };
    struct pattern_match match;
    struct err err;
    long steps;
    lua_Integer init;
    int found;

    what.text = luaL_checklstring(L, 1, &what.text_len);
    what.pattern = luaL_checklstring(L, 2, &what.pattern_len);
    init = luaL_checkinteger(L, 3);
    steps = (long)luaL_checkinteger(L, 4);
    luaL_argcheck(L, init >= 1 && (size_t)init <= what.text_len + 1, 3,
                  "outside of the text");
    found = pattern_find(&what, (size_t)init - 1, &match, &steps, &err);
    lua_pushinteger(L, steps);
    if (found == 0)
        return 1;
    if (found < 0) {
        lua_pushboolean(L, 0);
        lua_pushstring(L, err.message);
        return 3;
    }
    lua_pushinteger(L, (lua_Integer)match.start + 1);
    lua_pushinteger(L, (lua_Integer)match.stop);
    return 3 + push_captures(L, what.text, &match);
}

static const luaL_Reg script_functions[] = {
    { "confine", script_confine },
    { "confinement", script_confinement },
    { "enter", script_enter },
    { "leave", script_leave },
    { "limit_memory", script_limit_memory },
    { "limit_time", script_limit_time },
    { "load", script_load },
    { "rest", script_rest },
    { "search", script_search },
    { "watch", script_watch },
    { NULL, NULL },
};

int luaopen_host_script(lua_State *L)
{
    luaL_newlib(L, script_functions);
    return 1;
}
