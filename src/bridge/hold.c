#include "bridge/hold.h"

#include <lauxlib.h>
#include <stdlib.h>

#include "core/buf.h"

#define HOLD_TYPE "revos.hold"
#define HOLD_BUF_TYPE "revos.hold.buf"

static int hold_close(lua_State *L)
{
    struct hold *hold = luaL_checkudata(L, 1, HOLD_TYPE);
    void *ptr = hold->ptr;

    hold->ptr = NULL; /* __close and __gc may both come here */
    if (ptr != NULL)
        hold->free(ptr);
    return 0;
}

static int hold_buf_close(lua_State *L)
{
    buf_free(luaL_checkudata(L, 1, HOLD_BUF_TYPE));
    return 0;
}

/* [-0, +0, m] Give the userdata on top its metatable and mark it closed. */
static void adopt(lua_State *L, const char *type, lua_CFunction close)
{
    const luaL_Reg meta[] = { { "__close", close },
                              { "__gc", close },
                              { NULL, NULL } };

    if (luaL_newmetatable(L, type))
        luaL_setfuncs(L, meta, 0);
    lua_setmetatable(L, -2);
    lua_toclose(L, -1);
}

struct hold *hold_new(lua_State *L, void (*free_fn)(void *))
{
    struct hold *hold = lua_newuserdatauv(L, sizeof *hold, 0);

    *hold = (struct hold){ .ptr = NULL, .free = free_fn };
    adopt(L, HOLD_TYPE, hold_close);
    return hold;
}

struct buf *hold_buf(lua_State *L)
{
    struct buf *buf = lua_newuserdatauv(L, sizeof *buf, 0);

    *buf = BUF_EMPTY;
    adopt(L, HOLD_BUF_TYPE, hold_buf_close);
    return buf;
}
