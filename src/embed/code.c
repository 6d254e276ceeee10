#include "embed/code.h"

#include <lauxlib.h>
#include <lua.h>
#include <stdio.h>
#include <stdlib.h>

/* The parts of a compiled function as Lua 5.4 writes them, in ldump.c. */
enum {
    HEADER = 4 + 1 + 1 + 6 + 3 + 8 + 8 + 1, /* up to the first function */
    SHAPE = 3,       /* parameters, whether there are more, stack */
    INSTRUCTION = 4, /* bytes */
    UPVALUE = 3,     /* bytes of one, its name apart */
    NUMBER = 8,
    KIND_INTEGER = 0x03,
    KIND_SHORT_TEXT = 0x04,
    KIND_FLOAT = 0x13,
    KIND_LONG_TEXT = 0x14,
};

/* Code as it came, read from the front, and what is kept of it. */
struct copy {
    const struct bytes *from;
    size_t at;
    struct bytes *to;
    int failed; /* it ends before its time, or memory ran out */
};

/* The next `size` bytes, without the copying where `kept` is 0. */
static void pass(struct copy *copy, size_t size, int kept)
{
    if (size > copy->from->size - copy->at)
        copy->failed = 1;
    if (!copy->failed && kept)
        copy->failed =
            bytes_append(copy->to, copy->from->data + copy->at, size) != 0;
    if (!copy->failed)
        copy->at += size;
}

/* A count: seven bits a byte, the highest first, the last byte marked. */
static size_t pass_count(struct copy *copy, int kept)
{
    size_t count = 0;
    unsigned char byte = 0;

    while (!copy->failed && !(byte & 0x80)) {
        size_t at = copy->at;

        pass(copy, 1, kept);
        byte = copy->failed ? 0x80 : (unsigned char)copy->from->data[at];
        count = count << 7 | (byte & 0x7f);
    }
    return copy->failed ? 0 : count;
}

/* A text follows its length and one; none at all has 0. */
static void pass_text(struct copy *copy, int kept)
{
    size_t size = pass_count(copy, kept);

    if (size > 0)
        pass(copy, size - 1, kept);
}

static void pass_constant(struct copy *copy)
{
    size_t at = copy->at;

    pass(copy, 1, 1);
    if (copy->failed)
        return;
    switch (copy->from->data[at]) {
    case KIND_INTEGER:
    case KIND_FLOAT:
        pass(copy, NUMBER, 1);
        break;
    case KIND_SHORT_TEXT:
    case KIND_LONG_TEXT:
        pass_text(copy, 1);
        break;
    default: /* nil, true, false */
        break;
    }
}

static void pass_lines(struct copy *copy)
{
    pass(copy, pass_count(copy, 1), 1); /* a byte an instruction */
    for (size_t i = pass_count(copy, 1); i > 0; i--) {
        pass_count(copy, 1);
        pass_count(copy, 1);
    }
}

/* Nothing instead of the names of locals, each with the instructions where it
 * is known, and of upvalues: a fifth of what loading would take. */
static void drop_names(struct copy *copy)
{
    static const unsigned char none[] = { 0x80, 0x80 };

    for (size_t i = pass_count(copy, 0); i > 0; i--) {
        pass_text(copy, 0);
        pass_count(copy, 0);
        pass_count(copy, 0);
    }
    for (size_t i = pass_count(copy, 0); i > 0; i--)
        pass_text(copy, 0);
    if (bytes_append(copy->to, none, sizeof none) != 0)
        copy->failed = 1;
}

static void pass_function(struct copy *copy)
{
    pass_text(copy, 1);  /* the file */
    pass_count(copy, 1); /* its first line and its last */
    pass_count(copy, 1);
    pass(copy, SHAPE, 1);
    pass(copy, pass_count(copy, 1) * INSTRUCTION, 1);
    for (size_t i = pass_count(copy, 1); i > 0; i--)
        pass_constant(copy);
    pass(copy, pass_count(copy, 1) * UPVALUE, 1);
    for (size_t i = pass_count(copy, 1); i > 0; i--)
        pass_function(copy);
    pass_lines(copy);
    drop_names(copy);
}

static int without_names(struct bytes *code, const struct bytes *whole)
{
    struct copy copy = { whole, 0, code, 0 };

    pass(&copy, HEADER, 1);
    pass_function(&copy);
    return copy.failed || copy.at != whole->size ? -1 : 0;
}

static int keep(lua_State *L, const void *data, size_t size, void *user)
{
    (void)L;
    return bytes_append(user, data, size);
}

/* What comes out is loaded once, to see that it is code. */
static int compile(lua_State *L,
                   struct bytes *whole,
                   struct bytes *code,
                   const struct bytes *text)
{
    const char *name = lua_tostring(L, -1);

    if (luaL_loadbufferx(L, text->data, text->size, name, "t") != LUA_OK)
        return -1;
    if (lua_dump(L, keep, whole, 0) != 0 || without_names(code, whole) != 0) {
        lua_pushstring(L, "its code has another form than that of Lua 5.4");
        return -1;
    }
    return luaL_loadbufferx(L, code->data, code->size, name, "b") == LUA_OK
               ? 0
               : -1;
}

int code_compile(struct bytes *code, const struct bytes *text, const char *name)
{
    struct bytes whole = { NULL, 0 };
    lua_State *L = luaL_newstate();
    int status;

    if (L == NULL)
        return -1;
    lua_pushfstring(L, "@%s", name);
    status = compile(L, &whole, code, text);
    if (status != 0)
        fprintf(stderr, "%s: %s\n", name, lua_tostring(L, -1));
    free(whole.data);
    lua_close(L);
    return status;
}
