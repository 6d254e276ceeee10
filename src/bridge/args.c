#include "bridge/args.h"

#include <lauxlib.h>
#include <string.h>

const char *args_text(lua_State *L, int index)
{
    size_t len;
    const char *text = luaL_checklstring(L, index, &len);

    luaL_argcheck(L, strlen(text) == len, index, "holds a NUL byte");
    return text;
}

void args_options(lua_State *L, int index)
{
    if (!lua_isnoneornil(L, index))
        luaL_checktype(L, index, LUA_TTABLE);
}

/* [-0, +1 or 0, e] Push the field; or nothing when it is absent. */
static int push_field(lua_State *L, int index, const char *name)
{
    if (lua_isnoneornil(L, index))
        return 0;
    if (lua_getfield(L, index, name) != LUA_TNIL)
        return 1;
    lua_pop(L, 1);
    return 0;
}

static void
expect(lua_State *L, int is_right, const char *name, const char *type)
{
    if (!is_right)
        luaL_error(L, "option '%s': %s expected, got %s", name, type,
                   luaL_typename(L, -1));
}

const char *
args_field_bytes(lua_State *L, int index, const char *name, size_t *len)
{
    const char *text;

    if (!push_field(L, index, name))
        return NULL;
    expect(L, lua_type(L, -1) == LUA_TSTRING, name, "string");
    text = lua_tolstring(L, -1, len);
    lua_pop(L, 1); /* the table keeps it */
    return text;
}

const char *
args_field_text(lua_State *L, int index, const char *name, const char *fallback)
{
    size_t len;
    const char *text = args_field_bytes(L, index, name, &len);

    if (text == NULL)
        return fallback;
    if (strlen(text) != len)
        luaL_error(L, "option '%s': holds a NUL byte", name);
    return text;
}

lua_Integer args_field_integer(lua_State *L,
                               int index,
                               const char *name,
                               lua_Integer fallback)
{
    int is_integer;
    lua_Integer value;

    if (!push_field(L, index, name))
        return fallback;
    value = lua_tointegerx(L, -1, &is_integer);
    expect(L, is_integer, name, "integer");
    lua_pop(L, 1);
    return value;
}

double
args_field_number(lua_State *L, int index, const char *name, double fallback)
{
    double value;

    if (!push_field(L, index, name))
        return fallback;
    expect(L, lua_type(L, -1) == LUA_TNUMBER, name, "number");
    value = lua_tonumber(L, -1);
    lua_pop(L, 1);
    return value;
}

int args_field_boolean(lua_State *L, int index, const char *name, int fallback)
{
    int value;

    if (!push_field(L, index, name))
        return fallback;
    expect(L, lua_isboolean(L, -1), name, "boolean");
    value = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

int args_field_table(lua_State *L, int index, const char *name)
{
    if (!push_field(L, index, name))
        return 0;
    expect(L, lua_istable(L, -1), name, "table");
    return 1;
}
