#include "bridge/json_options.h"

#include <lauxlib.h>
#include <string.h>

#include "bridge/args.h"

/* The whole number in field `name` of the options at `index`, or 0. */
static lua_Integer whole_option(lua_State *L, int index, const char *name)
{
    lua_Integer value = args_field_integer(L, index, name, 0);

    luaL_argcheck(L, value >= 0, index, name);
    return value;
}

struct json_limits json_options_limits(lua_State *L, int index)
{
    struct json_limits limits = { 0, 0, false };

    if (lua_isnoneornil(L, index))
        return limits;
    args_options(L, index);
    limits.depth = (unsigned)whole_option(L, index, "max_depth");
    limits.size = (size_t)whole_option(L, index, "max_size");
    limits.words = args_field_boolean(L, index, "words", 0);
    return limits;
}

struct json_style json_options_style(lua_State *L, int index)
{
    struct json_style style = { 0 };
    const char *separators;

    if (lua_isnoneornil(L, index))
        return style;
    args_options(L, index);
    style.indent = (int)whole_option(L, index, "indent");
    style.ascii = args_field_boolean(L, index, "ascii", 0);
    style.sorted = args_field_boolean(L, index, "sort_keys", 0);
    style.omits_nulls = args_field_boolean(L, index, "omit_nulls", 0);
    separators = args_field_text(L, index, "separators", NULL);
    style.python = separators != NULL && strcmp(separators, "python") == 0;
    luaL_argcheck(L, separators == NULL || style.python, index,
                  "separators: only \"python\"");
    return style;
}
