#include "bridge/json_sort.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

struct name {
    const char *text;
    size_t len;
};

static int compare_names(const void *a, const void *b)
{
    const struct name *x = a, *y = b;
    size_t len = x->len < y->len ? x->len : y->len;
    int order = memcmp(x->text, y->text, len);

    return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

static lua_Integer count_fields(lua_State *L, int index)
{
    lua_Integer count = 0;

    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
        count++;
    return count;
}

/* The strings stay where they are: they are keys of the table. */
static lua_Integer collect_names(lua_State *L, int index, struct name *names)
{
    lua_Integer count = 0;

    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_islightuserdata(L, -2))
            continue;
        if (lua_type(L, -2) != LUA_TSTRING)
            luaL_error(L, "a key of an object is a %s, not a string",
                       luaL_typename(L, -2));
        names[count].text = lua_tolstring(L, -2, &names[count].len);
        count++;
    }
    return count;
}

void json_sort_keys(lua_State *L, int index, lua_Integer *count)
{
    size_t most = (size_t)count_fields(L, index);
    struct name *names = lua_newuserdatauv(L, (most + 1) * sizeof *names, 0);

    *count = collect_names(L, index, names);
    qsort(names, (size_t)*count, sizeof *names, compare_names);
    lua_createtable(L, (int)*count, 0);
    for (lua_Integer i = 0; i < *count; i++) {
        lua_pushlstring(L, names[i].text, names[i].len);
        lua_rawseti(L, -2, i + 1);
    }
    lua_remove(L, -2);
}

bool json_sort_is_done(lua_State *L, lua_Integer count)
{
    int list = lua_gettop(L);
    struct name last = { "", 0 }, name;
    bool sorted = true;

    for (lua_Integer i = 1; sorted && i <= count; i++) {
        if (lua_rawgeti(L, list, i) == LUA_TSTRING) {
            name.text = lua_tolstring(L, -1, &name.len);
            sorted = compare_names(&last, &name) <= 0;
            last = name;
        }
        lua_pop(L, 1); /* the list keeps it */
    }
    return sorted;
}
