/* term.c - the "host.term" module: the three standard streams.
 *
 *   term.write(text, ...) -> true       to standard output, through 64 KB
 *   term.flush() -> true                what waits, now; also done at the end
 *   term.error(text, ...) -> true       to standard error, at once
 *   term.is_terminal(fd) -> boolean     0 input, 1 output, 2 error
 *   term.width([fd]) -> columns         nil: not a terminal
 *   term.read_line() -> text            without its end; nil: no more input
 *   term.read_secret() -> text          the same, not shown while typed
 *   term.read_all() -> text             the rest of standard input
 *
 * Failures are nil, message, code. When the reader of standard output is gone
 * the code is "cancelled", and host.process.interrupted() tells SIGPIPE. */
#include <lauxlib.h>
#include <unistd.h>

#include "api/api.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "bridge/output.h"
#include "core/console.h"
#include "core/out.h"

#define TERM_TYPE "revos.term"

/* Upvalue 1 of every function of the module. */
struct term {
    struct out *out; /* lives as long as the VM */
    struct console_input in;
};

static struct term *self(lua_State *L)
{
    return lua_touserdata(L, lua_upvalueindex(1));
}

static int term_write(lua_State *L)
{
    struct out *out = self(L)->out;
    int count = lua_gettop(L), status = 0;
    struct err err;

    for (int i = 1; i <= count && status == 0; i++) {
        size_t len;
        const char *text = luaL_checklstring(L, i, &len);

        status = out_write(out, text, len, &err);
    }
    return output_answer(L, status, &err);
}

static int term_flush(lua_State *L)
{
    struct err err;

    return output_answer(L, out_flush(self(L)->out, &err), &err);
}

static int term_error(lua_State *L)
{
    int count = lua_gettop(L);
    struct err err;

    /* what was said before on the other stream is seen before */
    if (isatty(STDOUT_FILENO))
        out_flush(self(L)->out, &err);
    for (int i = 1; i <= count; i++)
        luaL_checkstring(L, i);
    lua_concat(L, count);
    if (out_all(STDERR_FILENO, lua_tostring(L, -1), lua_rawlen(L, -1)) != 0)
        return fail_with(L, ERR_IO, "standard error: cannot be written");
    lua_pushboolean(L, 1);
    return 1;
}

static int term_is_terminal(lua_State *L)
{
    lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
    return 1;
}

static int term_width(lua_State *L)
{
    int width = console_width((int)luaL_optinteger(L, 1, STDOUT_FILENO));

    if (width <= 0)
        return 0;
    lua_pushinteger(L, width);
    return 1;
}

typedef int (*read_fn)(struct console_input *, struct buf *, struct err *);

static int read_one(lua_State *L, read_fn read_line)
{
    struct term *term = self(L);
    struct buf *line = hold_buf(L);
    struct err err;
    int got;

    if (isatty(STDIN_FILENO))
        out_flush(term->out, &err);
    got = read_line(&term->in, line, &err);
    if (got < 0)
        return fail(L, &err);
    if (got == 0)
        return 0;
    lua_pushlstring(L, line->len > 0 ? line->data : "", line->len);
    return 1;
}

static int term_read_line(lua_State *L)
{
    return read_one(L, console_read_line);
}

static int term_read_secret(lua_State *L)
{
    return read_one(L, console_read_secret);
}

static int term_read_all(lua_State *L)
{
    struct buf *text = hold_buf(L);
    struct err err;

    if (console_read_all(&self(L)->in, text, &err) != 0)
        return fail(L, &err);
    lua_pushlstring(L, text->len > 0 ? text->data : "", text->len);
    return 1;
}

static int term_gc(lua_State *L)
{
    struct term *term = luaL_checkudata(L, 1, TERM_TYPE);

    buf_free(&term->in.bytes);
    return 0;
}

static const luaL_Reg term_functions[] = {
    { "error", term_error },
    { "flush", term_flush },
    { "is_terminal", term_is_terminal },
    { "read_all", term_read_all },
    { "read_line", term_read_line },
    { "read_secret", term_read_secret },
    { "width", term_width },
    { "write", term_write },
    { NULL, NULL },
};

int luaopen_host_term(lua_State *L)
{
    struct term *term;

    luaL_newlibtable(L, term_functions);
    term = lua_newuserdatauv(L, sizeof *term, 0);
    term->out = output_standard(L);
    term->in = (struct console_input){ .fd = STDIN_FILENO };
    luaL_newmetatable(L, TERM_TYPE); /* module term type */
    lua_pushcfunction(L, term_gc);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    luaL_setfuncs(L, term_functions, 1);
    return 1;
}
