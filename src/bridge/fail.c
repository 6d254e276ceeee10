#include "bridge/fail.h"

#include <lauxlib.h>
#include <stdarg.h>

int fail(lua_State *L, const struct err *err)
{
    luaL_pushfail(L);
    lua_pushstring(L, err->message);
    lua_pushstring(L, err_name(err->code));
    return 3;
}

int fail_errno(lua_State *L, const char *subject, int number)
{
    struct err err;

    err_errno(&err, subject, number);
    return fail(L, &err);
}

int fail_with(lua_State *L, enum err_code code, const char *format, ...)
{
    va_list arguments;

    luaL_pushfail(L);
    va_start(arguments, format);
    lua_pushvfstring(L, format, arguments);
    va_end(arguments);
    lua_pushstring(L, err_name(code));
    return 3;
}
