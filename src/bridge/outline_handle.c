#include "bridge/outline_handle.h"

#include <lauxlib.h>

struct holder {
    struct outline *outline;
};

int outline_push(lua_State *L,
                 struct curl_library *curl,
                 const struct http_request *request,
                 struct outline **outline,
                 struct err *err)
{
    struct holder *holder = lua_newuserdatauv(L, sizeof *holder, 0);

    holder->outline = NULL;
    luaL_setmetatable(L, OUTLINE_HANDLE);
    if (outline_new(&holder->outline, curl, request, err) != 0)
        return -1;
    *outline = holder->outline;
    return 0;
}

struct outline *outline_check(lua_State *L, int index)
{
    const struct holder *holder = luaL_checkudata(L, index, OUTLINE_HANDLE);

    return holder->outline;
}

int outline_collect(lua_State *L)
{
    struct holder *holder = luaL_checkudata(L, 1, OUTLINE_HANDLE);

    outline_release(holder->outline);
    holder->outline = NULL;
    return 0;
}
