/* The leaves of an object as its members. */
#include <lauxlib.h>

#include "bridge/json_value.h"

enum { MOST_DEPTH = 1000 }; /* what contains itself has no end */

/* What waits is on a stack in a table, value and name by turns. `floors` has
 * for each open container where its members begin there. */
struct flattening {
    lua_State *L;
    int stack, members, keys; /* indices of tables */
    lua_Integer top, count;   /* values that wait, keys that there are */
    int depth;
    bool lists, with_parent;
    lua_Integer floors[MOST_DEPTH];
};

/* [-1, +0, m] Let the value on top wait; its name is below it and stays. */
static void push(struct flattening *f, int name)
{
    lua_rawseti(f->L, f->stack, ++f->top * 2);
    lua_pushvalue(f->L, name);
    lua_rawseti(f->L, f->stack, f->top * 2 + 1);
}

static bool is_taken(struct flattening *f, int key)
{
    bool is;

    lua_pushvalue(f->L, key);
    is = lua_rawget(f->L, f->members) != LUA_TNIL;
    lua_pop(f->L, 1);
    return is;
}

/* [-1, +1, m] The name on top after that of its parent. */
static void lengthen(lua_State *L, int parent)
{
    lua_pushvalue(L, parent);
    lua_pushliteral(L, ".");
    lua_rotate(L, -3, -1);
    lua_concat(L, 3);
}

static void push_object(struct flattening *f, int value, int name)
{
    lua_State *L = f->L;
    lua_Integer count;
    int list;

    json_object_order(L, value, false, &count);
    list = lua_gettop(L);
    for (lua_Integer i = 1; i <= count; i++) {
        if (!json_object_member(L, value, list, i)) /* key value */
            continue;
        lua_pushvalue(L, list + 1);
        if (f->with_parent || is_taken(f, list + 1))
            lengthen(L, name);
        lua_pushvalue(L, list + 2);
        push(f, list + 3);
        lua_settop(L, list);
    }
}

static void push_array(struct flattening *f, int value, int name)
{
    lua_State *L = f->L;
    lua_Integer count = (lua_Integer)lua_rawlen(L, value);

    f->with_parent = f->with_parent || count > 0;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_pushinteger(L, i - 1);
        lengthen(L, name);
        lua_rawgeti(L, value, i);
        push(f, lua_gettop(L) - 1);
        lua_pop(L, 1);
    }
}

static void add_leaf(struct flattening *f, int value, int name)
{
    lua_State *L = f->L;

    if (!is_taken(f, name)) {
        lua_pushvalue(L, name);
        lua_rawseti(L, f->keys, ++f->count);
    }
    lua_pushvalue(L, name);
    lua_pushvalue(L, value);
    lua_rawset(L, f->members);
}

/* Take the value that came last. Its members come in place of a container. */
static bool step(struct flattening *f)
{
    lua_State *L = f->L;
    int value = lua_gettop(L) + 1, name = value + 1;
    enum json_kind kind = JSON_IS_OTHER;

    while (f->depth > 0 && f->top < f->floors[f->depth - 1])
        f->depth--;
    lua_rawgeti(L, f->stack, f->top * 2);
    lua_rawgeti(L, f->stack, f->top * 2 + 1);
    f->top--;
    if (lua_istable(L, value))
        kind = json_value_kind(L, value);
    if (kind == JSON_IS_OBJECT || (kind == JSON_IS_ARRAY && f->lists)) {
        if (f->depth == MOST_DEPTH)
            return false;
        f->floors[f->depth++] = f->top + 1;
        (kind == JSON_IS_OBJECT ? push_object : push_array)(f, value, name);
    } else {
        add_leaf(f, value, name);
    }
    lua_settop(L, value - 1);
    return true;
}

/* The object gets the leaves, in the order they were met. */
static void settle(struct flattening *f, int object)
{
    lua_State *L = f->L;

    json_object_clear(L, object);
    for (lua_Integer i = 1; i <= f->count; i++) {
        lua_rawgeti(L, f->keys, i);
        lua_pushvalue(L, -1);
        lua_rawget(L, f->members);
        lua_rawset(L, object);
    }
    lua_pushvalue(L, f->keys);
    json_object_share(L, object, f->count);
    lua_pop(L, 1);
}

bool json_object_flatten(lua_State *L, int index, bool lists)
{
    struct flattening f = { .L = L, .lists = lists };
    int object = lua_absindex(L, index);
    bool done = true;

    luaL_checkstack(L, 20, "flatten");
    f.stack = lua_gettop(L) + 1;
    f.members = f.stack + 1;
    f.keys = f.stack + 2;
    lua_newtable(L);
    lua_newtable(L);
    lua_newtable(L);
    lua_pushliteral(L, "_");
    lua_pushvalue(L, object);
    push(&f, f.keys + 1);
    lua_pop(L, 1);
    while (done && f.top > 0)
        done = step(&f);
    if (done)
        settle(&f, object);
    lua_settop(L, f.stack - 1);
    return done;
}
