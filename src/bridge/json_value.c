#include "bridge/json_value.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "core/json_text.h"

/* Addresses are the keys: of the metatables in the registry, and of the hidden
 * field. */
static const char meta_keys[4];
static const char order_key;

/* A list of keys: [1] to [n] are strings, or false where one was removed. [0]
 * is n in the list of one object, which then also maps each key to its place,
 * and -n in a shared list. [-1] counts the places that are false. */
enum { LIST_COUNT = 0, LIST_HOLES = -1 };

void json_value_push_meta(lua_State *L, enum json_kind kind)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &meta_keys[kind]);
}

enum json_kind json_value_kind(lua_State *L, int index)
{
    enum json_kind kind = JSON_IS_OTHER;

    if (lua_type(L, index) != LUA_TTABLE)
        return kind;
    index = lua_absindex(L, index);
    if (lua_getmetatable(L, index)) {
        for (kind = JSON_IS_OBJECT; kind <= JSON_IS_BIGNUM; kind++) {
            bool same;

            json_value_push_meta(L, kind);
            same = lua_rawequal(L, -1, -2);
            lua_pop(L, 1);
            if (same)
                break;
        }
        lua_pop(L, 1);
        if (kind <= JSON_IS_BIGNUM)
            return kind;
    }
    kind =
        lua_rawgeti(L, index, 1) == LUA_TNIL ? JSON_IS_OBJECT : JSON_IS_ARRAY;
    lua_pop(L, 1);
    return kind;
}

void json_array_push(lua_State *L, int elements)
{
    lua_createtable(L, elements, 0);
    json_value_push_meta(L, JSON_IS_ARRAY);
    lua_setmetatable(L, -2);
}

void json_object_push(lua_State *L, int members)
{
    lua_createtable(L, 0, members + 1);
    json_value_push_meta(L, JSON_IS_OBJECT);
    lua_setmetatable(L, -2);
}

void json_integer_push(lua_State *L, const char *text, size_t len)
{
    int64_t value;

    if (json_text_integer(text, len, &value) == 0) {
        lua_pushinteger(L, value);
        return;
    }
    lua_createtable(L, 0, 1);
    lua_pushlstring(L, text, len);
    lua_setfield(L, -2, "text");
    json_value_push_meta(L, JSON_IS_BIGNUM);
    lua_setmetatable(L, -2);
}

static lua_Integer list_get(lua_State *L, int list, int field)
{
    lua_Integer value;

    lua_rawgeti(L, list, field);
    value = lua_tointeger(L, -1);
    lua_pop(L, 1);
    return value;
}

static void list_set(lua_State *L, int list, int field, lua_Integer value)
{
    list = lua_absindex(L, list);
    lua_pushinteger(L, value);
    lua_rawseti(L, list, field);
}

/* [-1, +0, m] Append the key on top to the list of one object. */
static void list_append(lua_State *L, int list)
{
    lua_Integer place = list_get(L, list, LIST_COUNT) + 1;

    lua_pushvalue(L, -1);
    lua_rawseti(L, list, place); /* key */
    lua_pushinteger(L, place);
    lua_rawset(L, list);
    list_set(L, list, LIST_COUNT, place);
}

/* [-0, +1, m] Push the list an object has, or nil. Its length goes to *count.
 */
static int get_list(lua_State *L, int object, lua_Integer *count)
{
    int type = lua_rawgetp(L, object, &order_key);

    *count = 0;
    if (type == LUA_TTABLE)
        *count = list_get(L, lua_gettop(L), LIST_COUNT);
    return type == LUA_TTABLE;
}

static bool has_member(lua_State *L, int object)
{
    bool has;

    lua_pushvalue(L, -1);
    has = lua_rawget(L, object) != LUA_TNIL;
    lua_pop(L, 1);
    return has;
}

/* [-0, +1, m] Give the object a new list of its own with the keys that still
 * have members, and push it. */
static void renew_list(lua_State *L, int object)
{
    lua_Integer count;
    int list, old;

    get_list(L, object, &count); /* old */
    old = lua_gettop(L);
    if (count < 0)
        count = -count;
    lua_createtable(L, (int)count + 1, (int)count + 3); /* old list */
    list = old + 1;
    list_set(L, list, LIST_COUNT, 0);
    list_set(L, list, LIST_HOLES, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, old, i);
        if (lua_type(L, -1) == LUA_TSTRING && has_member(L, object))
            list_append(L, list);
        else
            lua_pop(L, 1);
    }
    lua_pushvalue(L, list);
    lua_rawsetp(L, object, &order_key);
    lua_remove(L, old);
}

/* [-0, +1, m] Push the list of the object for a change. */
static void own_list(lua_State *L, int object)
{
    lua_Integer count;

    if (get_list(L, object, &count) && count >= 0) {
        lua_Integer holes = list_get(L, lua_gettop(L), LIST_HOLES);

        if (holes < 8 || holes < count / 2)
            return;
    }
    lua_pop(L, 1);
    renew_list(L, object);
}

/* Forget the place of the key at index `key`. */
static void list_forget(lua_State *L, int list, int key)
{
    lua_pushvalue(L, key);
    if (lua_rawget(L, list) == LUA_TNUMBER) {
        lua_Integer place = lua_tointeger(L, -1);

        lua_pushboolean(L, 0);
        lua_rawseti(L, list, place);
        list_set(L, list, LIST_HOLES, list_get(L, list, LIST_HOLES) + 1);
        lua_pushvalue(L, key);
        lua_pushnil(L);
        lua_rawset(L, list);
    }
    lua_pop(L, 1);
}

void json_object_set(lua_State *L, int index)
{
    int object = lua_absindex(L, index), key = lua_gettop(L) - 1;
    bool is_new;

    lua_pushvalue(L, key);
    is_new = lua_rawget(L, object) == LUA_TNIL;
    lua_pop(L, 1);
    if (is_new && lua_isnil(L, -1)) {
        lua_pop(L, 2);
        return;
    }
    if (is_new) {
        own_list(L, object);          /* key value list */
        list_forget(L, key + 2, key); /* it may have been set to nil */
        lua_pushvalue(L, key);
        list_append(L, key + 2);
        lua_pop(L, 1);
    }
    lua_rawset(L, object);
}

void json_object_remove(lua_State *L, int index, int key)
{
    int object = lua_absindex(L, index);

    key = lua_absindex(L, key);
    own_list(L, object);
    list_forget(L, lua_gettop(L), key);
    lua_pop(L, 1);
    lua_pushvalue(L, key);
    lua_pushnil(L);
    lua_rawset(L, object);
}

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
        if (lua_touserdata(L, -2) == &order_key)
            continue;
        if (lua_type(L, -2) != LUA_TSTRING)
            luaL_error(L, "a key of an object is a %s, not a string",
                       luaL_typename(L, -2));
        names[count].text = lua_tolstring(L, -2, &names[count].len);
        count++;
    }
    return count;
}

static void push_sorted(lua_State *L, int index, lua_Integer *count)
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

void json_object_order(lua_State *L, int index, bool sorted, lua_Integer *count)
{
    index = lua_absindex(L, index);
    if (!sorted) {
        if (get_list(L, index, count)) {
            *count = *count < 0 ? -*count : *count;
            return;
        }
        lua_pop(L, 1);
    }
    push_sorted(L, index, count);
}

bool json_object_member(lua_State *L, int object, int list, lua_Integer place)
{
    object = lua_absindex(L, object);
    if (lua_rawgeti(L, list, place) == LUA_TSTRING) {
        lua_pushvalue(L, -1);
        if (lua_rawget(L, object) != LUA_TNIL)
            return true;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return false;
}

void json_object_share(lua_State *L, int index, lua_Integer count)
{
    index = lua_absindex(L, index);
    list_set(L, -1, LIST_COUNT, -count);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, index, &order_key);
}

static int object_newindex(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "the key of an object must be a string, not a %s",
                          luaL_typename(L, 2));
    lua_settop(L, 3);
    json_object_set(L, 1);
    return 0;
}

/* The iterator of pairs: upvalues are the list, its length, the last place. */
static int object_next(lua_State *L)
{
    lua_Integer count = lua_tointeger(L, lua_upvalueindex(2));
    lua_Integer place = lua_tointeger(L, lua_upvalueindex(3));

    lua_settop(L, 1);
    while (++place <= count) {
        if (lua_rawgeti(L, lua_upvalueindex(1), place) == LUA_TSTRING) {
            lua_pushvalue(L, -1);
            if (lua_rawget(L, 1) != LUA_TNIL) {
                lua_pushinteger(L, place);
                lua_replace(L, lua_upvalueindex(3));
                return 2;
            }
        }
        lua_settop(L, 1);
    }
    lua_pushnil(L);
    return 1;
}

static int object_pairs(lua_State *L)
{
    lua_Integer count;

    luaL_checktype(L, 1, LUA_TTABLE);
    json_object_order(L, 1, false, &count);
    lua_pushinteger(L, count);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, object_next, 3);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

static int object_len(lua_State *L)
{
    lua_Integer count, members = 0;

    json_object_order(L, 1, false, &count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, -1, i);
        if (lua_type(L, -1) == LUA_TSTRING && has_member(L, 1))
            members++;
        lua_pop(L, 1);
    }
    lua_pushinteger(L, members);
    return 1;
}

static int bignum_tostring(lua_State *L)
{
    lua_getfield(L, 1, "text");
    return 1;
}

static int bignum_eq(lua_State *L)
{
    bool same = json_value_kind(L, 1) == JSON_IS_BIGNUM &&
                json_value_kind(L, 2) == JSON_IS_BIGNUM;

    if (same) {
        lua_getfield(L, 1, "text");
        lua_getfield(L, 2, "text");
        same = lua_rawequal(L, -1, -2);
    }
    lua_pushboolean(L, same);
    return 1;
}

static int bignum_newindex(lua_State *L)
{
    return luaL_error(L, "a long integer cannot be changed");
}

/* [-0, +0, m] One metatable, kept in the registry. */
static void make_meta(lua_State *L,
                      enum json_kind kind,
                      const char *name,
                      const luaL_Reg *methods)
{
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_pushstring(L, name);
    lua_setfield(L, -2, "__name");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &meta_keys[kind]);
}

void json_value_open(lua_State *L)
{
    static const luaL_Reg object[] = { { "__len", object_len },
                                       { "__newindex", object_newindex },
                                       { "__pairs", object_pairs },
                                       { NULL, NULL } };
    static const luaL_Reg array[] = { { NULL, NULL } };
    static const luaL_Reg bignum[] = { { "__eq", bignum_eq },
                                       { "__newindex", bignum_newindex },
                                       { "__tostring", bignum_tostring },
                                       { NULL, NULL } };

    json_value_push_meta(L, JSON_IS_OBJECT);
    if (lua_isnil(L, -1)) {
        make_meta(L, JSON_IS_OBJECT, "json.object", object);
        make_meta(L, JSON_IS_ARRAY, "json.array", array);
        make_meta(L, JSON_IS_BIGNUM, "json.bignum", bignum);
    }
    lua_pop(L, 1);
}
