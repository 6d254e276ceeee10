/* json_read.c - from events to Lua values. */
#include <lauxlib.h>
#include <string.h>

#include "bridge/json_value.h"
#include "core/json_text.h"

/* Objects at the same place of their parents mostly have the same members. So
 * the list of keys of the last one is kept for each place (a small number made
 * from the path), its strings are reused, and the list itself is shared when
 * it fits. */
enum { PLACES = 256 };

struct reading {
    lua_State *L;
    struct json_reader *reader;
    int lists;  /* index of: place -> list of keys */
    int object; /* index of the metatable of objects */
    int array;  /* index of the metatable of arrays */
};

static int read_value(struct reading *rd, enum json_event event, int place);

/* A string with escapes is undone in memory that the collector owns. */
void json_string_push(lua_State *L, const struct json_reader *r)
{
    const char *text = r->text + r->start + 1;
    size_t len = r->end - r->start - 2;
    char *plain;

    if (!r->escaped) {
        lua_pushlstring(L, text, len);
        return;
    }
    plain = lua_newuserdatauv(L, len, 0);
    len = json_text_unescape(text, len, plain);
    lua_pushlstring(L, plain, len);
    lua_remove(L, -2);
}

static void push_number(lua_State *L, const struct json_reader *r)
{
    const char *text = r->text + r->start;
    size_t len = r->end - r->start;

    if (r->integer)
        json_integer_push(L, text, len);
    else
        lua_pushnumber(L, json_text_double(text, len));
}

static int read_array(struct reading *rd, int place)
{
    lua_State *L = rd->L;
    enum json_event event;
    lua_Integer n = 0;

    lua_newtable(L);
    lua_pushvalue(L, rd->array);
    lua_setmetatable(L, -2);
    while ((event = json_next(rd->reader)) != JSON_ARRAY_END) {
        if (event == JSON_ERROR || read_value(rd, event, place) != 0)
            return -1;
        lua_rawseti(L, -2, ++n);
    }
    return 0;
}

/* The members of one object while they are read. */
struct shape {
    int list;   /* stack index of the list of keys; the object is above it */
    int known;  /* length of a list taken over from an earlier object */
    int count;  /* members so far */
    bool taken; /* all keys so far are the first of that list */
};

/* Whether the key just read is the next one of the list; it is pushed then. */
static bool push_known(struct reading *rd, const struct shape *s)
{
    const struct json_reader *r = rd->reader;
    const char *key;
    size_t len;

    if (!s->taken || s->count == s->known || r->escaped)
        return false;
    lua_rawgeti(rd->L, s->list, s->count + 1);
    key = lua_tolstring(rd->L, -1, &len);
    if (len == r->end - r->start - 2 &&
        memcmp(key, r->text + r->start + 1, len) == 0)
        return true;
    lua_pop(rd->L, 1);
    return false;
}

/* Leave the taken list: a new one with the keys so far takes its place. */
static void part(lua_State *L, struct shape *s)
{
    lua_createtable(L, s->count + 4, 1);
    for (int i = 1; i <= s->count; i++) {
        lua_rawgeti(L, s->list, i);
        lua_rawseti(L, -2, i);
    }
    lua_replace(L, s->list);
    s->taken = false;
}

/* Push the key just read and note its place; a key that comes again keeps the
 * place of the first. */
static void push_key(struct reading *rd, struct shape *s)
{
    lua_State *L = rd->L;

    if (push_known(rd, s)) {
        s->count++;
        return;
    }
    if (s->taken)
        part(L, s);
    json_string_push(rd->L, rd->reader);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, s->list + 1) == LUA_TNIL) {
        lua_pushvalue(L, -2);
        lua_rawseti(L, s->list, ++s->count);
    }
    lua_pop(L, 1);
}

static void open_object(struct reading *rd, struct shape *s, int place)
{
    lua_State *L = rd->L;

    s->count = 0;
    s->known = 0;
    s->taken = lua_rawgeti(L, rd->lists, place) == LUA_TTABLE;
    s->list = lua_gettop(L);
    if (s->taken) {
        lua_rawgeti(L, s->list, 0);
        s->known = -(int)lua_tointeger(L, -1);
        lua_pop(L, 1);
    } else {
        part(L, s);
    }
    lua_createtable(L, 0, s->known + 1);
    lua_pushvalue(L, rd->object);
    lua_setmetatable(L, -2);
}

static int read_object(struct reading *rd, int place)
{
    lua_State *L = rd->L;
    enum json_event event;
    struct shape s;

    open_object(rd, &s, place);
    while ((event = json_next(rd->reader)) == JSON_KEY) {
        push_key(rd, &s);
        event = json_next(rd->reader);
        if (event == JSON_ERROR ||
            read_value(rd, event, (place * 31 + s.count) % PLACES) != 0)
            return -1;
        lua_rawset(L, s.list + 1);
    }
    if (event == JSON_ERROR)
        return -1;
    if (s.taken && s.count != s.known)
        part(L, &s);
    lua_pushvalue(L, s.list);
    json_object_share(L, s.list + 1, s.count);
    lua_rawseti(L, rd->lists, place);
    lua_remove(L, s.list);
    return 0;
}

static void
push_scalar(lua_State *L, const struct json_reader *r, enum json_event event)
{
    switch (event) {
    case JSON_STRING:
        json_string_push(L, r);
        return;
    case JSON_NUMBER:
        push_number(L, r);
        return;
    case JSON_TRUE:
    case JSON_FALSE:
        lua_pushboolean(L, event == JSON_TRUE);
        return;
    default:
        lua_pushlightuserdata(L, NULL);
    }
}

static int read_value(struct reading *rd, enum json_event event, int place)
{
    if (event >= JSON_STRING) {
        push_scalar(rd->L, rd->reader, event);
        return 0;
    }
    luaL_checkstack(rd->L, 12, "nested too deep");
    return event == JSON_OBJECT ? read_object(rd, place)
                                : read_array(rd, place);
}

int json_value_read(lua_State *L,
                    struct json_reader *reader,
                    enum json_event first,
                    int lists,
                    int place)
{
    struct reading rd = { .L = L, .reader = reader };
    int top = lua_gettop(L);

    luaL_checkstack(L, 16, NULL);
    if (first >= JSON_STRING) {
        push_scalar(L, reader, first);
        return 0;
    }
    if (lists == 0)
        lua_newtable(L);
    else
        lua_pushvalue(L, lists);
    rd.lists = top + 1;
    json_value_push_meta(L, JSON_IS_OBJECT);
    rd.object = top + 2;
    json_value_push_meta(L, JSON_IS_ARRAY);
    rd.array = top + 3;
    if (first == JSON_ERROR || read_value(&rd, first, place) != 0) {
        lua_settop(L, top);
        return -1;
    }
    lua_replace(L, rd.lists);
    lua_settop(L, top + 1);
    return 0;
}
