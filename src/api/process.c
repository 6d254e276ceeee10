/* process.c - the "host.process" module.
 *
 *   process.getenv(name) -> text         nil: not set
 *   process.pid() -> integer
 *   process.interrupted() -> signal      2, 15, or 13 when the reader of
 *                                        standard output is gone; nil: none
 *   process.take_interrupt() -> signal   the same, and it counts as handled:
 *                                        the program will not end with 128 +
 *                                        signal
 *   process.run{ argv, ... } -> { status, signal, stdout, stderr }
 *                            -> nil, message, code, result so far
 *   process.start{ argv, ... } -> child
 *   child:look() -> result               ended; false: it still runs
 *                -> nil, message, code   it was ended here
 *   child:said() -> text                 on standard output since the last call
 *   child:signal(number)
 *   child:close()                        end it, if it runs
 *
 * Both start argv[1] (looked up on PATH) without a shell. Options: input
 * (text), env (names and values, added to ours), clear_env (start from none),
 * directory, timeout (seconds), max_output (bytes of each stream), inherit
 * (share our streams), helper (share our process group, take ten seconds to
 * end), keep_output (share standard output; when its reader is gone, ours is),
 * on_output, on_error (of run: functions that get standard output and error in
 * pieces; false from one ends the program), cpu (seconds), memory (bytes).
 * `status` is 128 + signal when a signal ended it. */
#include <lauxlib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/fail.h"
#include "bridge/pairs.h"
#include "core/interrupt.h"
#include "core/spawn.h"

#define CHILD_TYPE "revos.process.child"

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

static int process_take_interrupt(lua_State *L)
{
    int signal_number = interrupt_take();

    if (signal_number == 0)
        return 0;
    lua_pushinteger(L, signal_number);
    return 1;
}

/* [-0, +1, m] Push an array for `count` strings and a final NULL. */
static const char **new_array(lua_State *L, size_t count)
{
    const char **array = lua_newuserdatauv(L, (count + 1) * sizeof *array, 0);

    memset(array, 0, (count + 1) * sizeof *array);
    return array;
}

/* [-0, +2, e] The words of the command. */
static const char **read_argv(lua_State *L)
{
    const char **argv;
    lua_Integer count;

    if (!args_field_table(L, 1, "argv"))
        luaL_error(L, "option 'argv': table expected, got no value");
    count = luaL_len(L, -1);
    luaL_argcheck(L, count > 0, 1, "option 'argv' must name a program");
    argv = new_array(L, (size_t)count); /* words argv */
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_geti(L, -2, i) != LUA_TSTRING)
            luaL_error(L, "option 'argv': a list of strings expected");
        argv[i - 1] = args_text(L, lua_gettop(L));
        lua_pop(L, 1);
    }
    return argv;
}

/* Does "NAME=..." set one of the flat list of pairs at `index`? */
static int is_replaced(lua_State *L, int index, const char *entry)
{
    size_t len = strcspn(entry, "=");
    int found = 0;
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);

    for (lua_Integer i = 1; i < count && !found; i += 2) {
        lua_rawgeti(L, index, i);
        found = lua_rawlen(L, -1) == len &&
                memcmp(lua_tostring(L, -1), entry, len) == 0;
        lua_pop(L, 1);
    }
    return found;
}

/* [-0, +n, e] "NAME=VALUE" for the child. */
static const char **read_env(lua_State *L)
{
    size_t ours = 0, n = 0;
    int clear = args_field_boolean(L, 1, "clear_env", 0), pairs;
    const char **env;

    if (args_field_table(L, 1, "env"))
        pairs_flatten(L, -1, "env");
    else
        lua_newtable(L);
    pairs = lua_gettop(L);
    while (environ[ours] != NULL)
        ours++;
    lua_newtable(L); /* the texts of the array */
    env = new_array(L, ours + lua_rawlen(L, pairs) / 2);
    for (size_t i = 0; i < ours && !clear; i++)
        if (!is_replaced(L, pairs, environ[i]))
            env[n++] = environ[i];
    for (lua_Integer i = 1; i < (lua_Integer)lua_rawlen(L, pairs); i += 2) {
        lua_rawgeti(L, pairs, i);
        lua_pushliteral(L, "=");
        lua_rawgeti(L, pairs, i + 1);
        lua_concat(L, 3);
        env[n++] = args_text(L, lua_gettop(L));
        lua_rawseti(L, pairs + 1, i);
    }
    return env;
}

/* [-0, +n, e] */
static void read_request(lua_State *L, struct spawn_request *request)
{
    lua_Integer memory, max;

    luaL_checktype(L, 1, LUA_TTABLE);
    *request = (struct spawn_request){ 0 };
    request->input = args_field_bytes(L, 1, "input", &request->input_len);
    request->directory = args_field_text(L, 1, "directory", NULL);
    request->timeout = args_field_number(L, 1, "timeout", 0);
    request->inherit = args_field_boolean(L, 1, "inherit", 0);
    request->helper = args_field_boolean(L, 1, "helper", 0);
    request->keep_output = args_field_boolean(L, 1, "keep_output", 0);
    request->cpu = (long)args_field_integer(L, 1, "cpu", 0);
    memory = args_field_integer(L, 1, "memory", 0);
    request->memory = memory > 0 ? (size_t)memory : 0;
    max = args_field_integer(L, 1, "max_output", 0);
    request->max_output = max > 0 ? (size_t)max : 0;
    request->argv = (char *const *)read_argv(L);
    request->env = (char *const *)read_env(L);
}

static int child_close(lua_State *L)
{
    spawn_end(luaL_checkudata(L, 1, CHILD_TYPE));
    return 0;
}

/* [-0, +1, m] A child that ends when it is collected. */
static struct spawn *push_child(lua_State *L)
{
    struct spawn *child = lua_newuserdatauv(L, sizeof *child, 1);

    *child = (struct spawn){ 0 };
    child->pid_fd = child->in = child->out_fd = child->err_fd = -1;
    luaL_setmetatable(L, CHILD_TYPE);
    return child;
}

/* [-0, +1, m] The bytes of a stream. */
static void push_bytes(lua_State *L, struct buf *bytes)
{
    lua_pushlstring(L, bytes->len > 0 ? bytes->data : "", bytes->len);
}

/* [-0, +n, e] Hand what was said so far to the field `name`, when that is a
 * function; 0 when it wants no more. */
static int hand_over(lua_State *L, const char *name, struct buf *said)
{
    int more = 1;

    if (said->len > 0 && lua_getfield(L, 1, name) == LUA_TFUNCTION) {
        push_bytes(L, said);
        said->len = 0;
        lua_call(L, 1, 1);
        more = lua_isnil(L, -1) || lua_toboolean(L, -1);
    }
    return more;
}

static int push_result(lua_State *L, struct spawn *child)
{
    lua_createtable(L, 0, 4);
    lua_pushinteger(L, child->status);
    lua_setfield(L, -2, "status");
    if (child->signal != 0) {
        lua_pushinteger(L, child->signal);
        lua_setfield(L, -2, "signal");
    }
    push_bytes(L, &child->out);
    lua_setfield(L, -2, "stdout");
    push_bytes(L, &child->err);
    lua_setfield(L, -2, "stderr");
    return 1;
}

static int process_run(lua_State *L)
{
    struct spawn_request request;
    struct spawn *child;
    struct err err;
    int more, top;

    lua_settop(L, 1);
    read_request(L, &request);
    child = push_child(L);
    lua_toclose(L, -1);
    top = lua_gettop(L);
    if (spawn_start(child, &request, &err) != 0)
        return fail(L, &err);
    do {
        more = spawn_step(child, &err);
        if (more >= 0 && !(hand_over(L, "on_output", &child->out) &&
                           hand_over(L, "on_error", &child->err)))
            return fail_with(L, ERR_CANCELLED, "%s: stopped", request.argv[0]);
        lua_settop(L, top);
    } while (more > 0);
    if (request.keep_output && child->status == 128 + SIGPIPE)
        interrupt_note(SIGPIPE);
    if (more == 0)
        return push_result(L, child);
    fail(L, &err);
    return 3 + push_result(L, child);
}

/* [-0, +0, m] Keep everything between `first` and the child at the top alive
 * as long as the child. */
static void keep(lua_State *L, int first)
{
    int child = lua_gettop(L);

    lua_createtable(L, child - first, 0);
    for (int i = first; i < child; i++) {
        lua_pushvalue(L, i);
        lua_rawseti(L, -2, i);
    }
    lua_setiuservalue(L, child, 1);
}

static int process_start(lua_State *L)
{
    struct spawn_request request;
    struct spawn *child;
    struct err err;

    lua_settop(L, 1);
    read_request(L, &request);
    lua_getfield(L, 1, "input");
    lua_getfield(L, 1, "argv");
    lua_geti(L, -1, 1); /* messages name it */
    child = push_child(L);
    keep(L, 2);
    if (spawn_start(child, &request, &err) != 0)
        return fail(L, &err);
    return 1;
}

static int child_look(lua_State *L)
{
    struct spawn *child = luaL_checkudata(L, 1, CHILD_TYPE);
    struct err err;
    int more = spawn_look(child, &err);

    if (more < 0) {
        spawn_end(child);
        return fail(L, &err);
    }
    if (more == 0)
        return push_result(L, child);
    lua_pushboolean(L, 0);
    return 1;
}

static int child_said(lua_State *L)
{
    struct spawn *child = luaL_checkudata(L, 1, CHILD_TYPE);

    push_bytes(L, &child->out);
    child->out.len = 0;
    return 1;
}

static int child_signal(lua_State *L)
{
    spawn_signal(luaL_checkudata(L, 1, CHILD_TYPE),
                 (int)luaL_checkinteger(L, 2));
    return 0;
}

static const luaL_Reg child_methods[] = {
    { "__close", child_close },
    { "__gc", child_close },
    { "close", child_close },
    { "look", child_look },
    { "said", child_said },
    { "signal", child_signal },
    { NULL, NULL },
};

static const luaL_Reg process_functions[] = {
    { "getenv", process_getenv },
    { "interrupted", process_interrupted },
    { "pid", process_pid },
    { "run", process_run },
    { "start", process_start },
    { "take_interrupt", process_take_interrupt },
    { NULL, NULL },
};

int luaopen_host_process(lua_State *L)
{
    luaL_newmetatable(L, CHILD_TYPE);
    luaL_setfuncs(L, child_methods, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    luaL_newlib(L, process_functions);
    return 1;
}
