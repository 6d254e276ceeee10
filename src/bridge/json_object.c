/* The members of an object: their order, and changes that keep it. */
#include "bridge/json_value.h"

#include <lauxlib.h>

#include "bridge/json_sort.h"

/* Its address is the key of the hidden field with the list. */
static const char order_key;

/* The registry has the shared list that has no keys yet under its address. */
static const char first_key;

/* A list of keys: [1] to [n] are strings, or false where one was removed. [0]
 * is n in the list of one object, which then also maps each key to its place,
 * and -n in a shared list. [-1] counts the places that are false.
 *
 * A shared list with [-3] is fixed: its keys are all that an object can have,
 * whose members come and go in their places; it maps keys to places, too.
 *
 * Objects that are built with the same members in the same order share lists
 * too: [-2] of such a list maps each key that came next to the list with that
 * key at its end, and the list maps its keys to their places. There are only
 * so many of them, so that keys which are data do not fill the memory. */
enum { LIST_COUNT = 0, LIST_HOLES = -1, LIST_NEXT = -2, LIST_FIXED = -3 };
enum { MOST_SHARED_KEYS = 12, MOST_SHARED_LISTS = 1000 };

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

    *count = type == LUA_TTABLE ? list_get(L, lua_gettop(L), LIST_COUNT) : 0;
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

/* [-0, +1, m] Push a new list of `count` + 1 keys, shared: those of the list
 * at `list`, and the one at `key`. */
static void push_longer(lua_State *L, int list, lua_Integer count, int key)
{
    int longer;

    lua_createtable(L, (int)count + 1, (int)count + 4);
    longer = lua_gettop(L);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, list, i);
        list_append(L, longer);
    }
    lua_pushvalue(L, key);
    list_append(L, longer);
    list_set(L, longer, LIST_COUNT, -count - 1);
    lua_newtable(L);
    lua_rawseti(L, longer, LIST_NEXT);
}

/* [-0, +1, m] Push the list without keys; its [-1] counts all that follow. */
static void push_first(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &first_key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    list_set(L, -1, LIST_HOLES, 0);
    lua_newtable(L);
    lua_rawseti(L, -2, LIST_NEXT);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &first_key);
}

/* [-0, +1, m] Push what follows the shared list on top, or nil. */
static void push_next(lua_State *L, lua_Integer count, int key)
{
    int list = lua_gettop(L), all;

    lua_rawgeti(L, list, LIST_NEXT); /* next */
    lua_pushvalue(L, key);
    if (lua_rawget(L, list + 1) == LUA_TTABLE) {
        lua_remove(L, list + 1);
        return;
    }
    push_first(L); /* next nil first */
    all = (int)list_get(L, -1, LIST_HOLES);
    if (all < MOST_SHARED_LISTS) {
        list_set(L, -1, LIST_HOLES, all + 1);
        push_longer(L, list, count, key);
        lua_pushvalue(L, key);
        lua_pushvalue(L, -2);
        lua_rawset(L, list + 1);
        lua_replace(L, list + 2);
    }
    lua_settop(L, list + 2);
    lua_remove(L, list + 1);
}

/* Whether the list on top may be followed by one with the key too. */
static bool is_open(lua_State *L, lua_Integer count, int key)
{
    bool is_new, has_next;

    if (count > 0 || -count >= MOST_SHARED_KEYS)
        return false;
    lua_pushvalue(L, key);
    is_new = lua_rawget(L, -2) == LUA_TNIL;
    has_next = lua_rawgeti(L, -2, LIST_NEXT) == LUA_TTABLE;
    lua_pop(L, 2);
    return is_new && has_next;
}

/* Give the object, whose list is on top, the shared list with one key more, if
 * there is one. */
static bool share_longer(lua_State *L, int object, lua_Integer count, int key)
{
    if (!is_open(L, count, key))
        return false;
    push_next(L, -count, key);
    if (!lua_istable(L, -1))
        return false;
    lua_rawsetp(L, object, &order_key);
    return true;
}

/* Whether the list on top is a fixed one with the key at index `key`. */
static bool has_place(lua_State *L, lua_Integer count, int key)
{
    int list = lua_gettop(L);
    bool has;

    if (count >= 0)
        return false;
    lua_pushvalue(L, key);
    has = lua_rawget(L, list) == LUA_TNUMBER &&
          lua_rawgeti(L, list, LIST_FIXED) != LUA_TNIL;
    lua_settop(L, list);
    return has;
}

/* Give the object a list of its own with the key at index `key` as its last. */
static void add_own(lua_State *L, int object, int key)
{
    own_list(L, object);
    list_forget(L, lua_gettop(L), key); /* it may have been set to nil */
    lua_pushvalue(L, key);
    list_append(L, lua_gettop(L) - 1);
}

/* Give the object, whose list is on top, the shared list with one key more, if
 * another object has had it: what follows a list is none of its keys. */
static bool share_known(lua_State *L, int object, int key)
{
    if (lua_rawgeti(L, -1, LIST_NEXT) != LUA_TTABLE)
        return false;
    lua_pushvalue(L, key);
    if (lua_rawget(L, -2) != LUA_TTABLE)
        return false;
    lua_rawsetp(L, object, &order_key);
    return true;
}

/* Note a key that the object has no member of. */
static void note_key(lua_State *L, int object, int key)
{
    int top = lua_gettop(L);
    lua_Integer count;

    if (lua_rawgetp(L, object, &order_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        push_first(L);
    }
    if (share_known(L, object, key)) {
        lua_settop(L, top);
        return;
    }
    lua_settop(L, top + 1);
    count = list_get(L, top + 1, LIST_COUNT);
    if (!has_place(L, count, key) && !share_longer(L, object, count, key))
        add_own(L, object, key);
    lua_settop(L, top);
}

void json_object_add(lua_State *L, int index)
{
    int object = lua_absindex(L, index);

    if (lua_isnil(L, -1)) {
        lua_pop(L, 2);
        return;
    }
    note_key(L, object, lua_gettop(L) - 1);
    lua_rawset(L, object);
}

void json_object_set(lua_State *L, int index)
{
    int object = lua_absindex(L, index);
    bool is_new;

    lua_pushvalue(L, -2);
    is_new = lua_rawget(L, object) == LUA_TNIL;
    lua_pop(L, 1);
    if (is_new)
        json_object_add(L, object);
    else
        lua_rawset(L, object);
}

/* In a shared list the key stays: it is passed over, as there is no member, and
 * no other object must hear of it. */
void json_object_remove(lua_State *L, int index, int key)
{
    int object = lua_absindex(L, index);
    lua_Integer count;

    key = lua_absindex(L, key);
    if (!get_list(L, object, &count) || count >= 0) {
        own_list(L, object);
        list_forget(L, lua_gettop(L), key);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    lua_pushvalue(L, key);
    lua_pushnil(L);
    lua_rawset(L, object);
}

static bool is_empty(lua_State *L, int index)
{
    lua_pushnil(L);
    if (lua_next(L, index) == 0)
        return true;
    lua_pop(L, 2);
    return false;
}

void json_object_order(lua_State *L, int index, bool sorted, lua_Integer *count)
{
    index = lua_absindex(L, index);
    if (get_list(L, index, count)) {
        *count = *count < 0 ? -*count : *count;
        if (!sorted || json_sort_is_done(L, *count))
            return;
    }
    lua_pop(L, 1);
    if (is_empty(L, index))
        push_first(L);
    else
        json_sort_keys(L, index, count);
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

void json_object_fix(lua_State *L, int list)
{
    list = lua_absindex(L, list);
    lua_pushboolean(L, 1);
    lua_rawseti(L, list, LIST_FIXED);
}

void json_object_share(lua_State *L, int index, lua_Integer count)
{
    index = lua_absindex(L, index);
    list_set(L, -1, LIST_COUNT, -count);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, index, &order_key);
}
