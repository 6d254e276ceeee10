/* xml.c - the "host.xml" module.
 *
 *   xml.decode(text) -> value      an object with the root element
 *                    -> nil, "line:column: reason", "syntax" | "limit"
 *
 * The layout is that of Python's xmltodict: an element is an object of its
 * attributes ("@name"), its children by name (repeated ones are a list) and its
 * text ("#text"); only text: a string; nothing: null. */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "bridge/body.h"
#include "bridge/fail.h"
#include "bridge/json_value.h"
#include "core/xml.h"

#define XML_TYPE "revos.xml"

static int xml_close(lua_State *L)
{
    xml_free(luaL_checkudata(L, 1, XML_TYPE));
    return 0;
}

/* [-0, +1, m] Events that are freed when the C function ends. */
static struct xml *push_events(lua_State *L)
{
    struct xml *xml = lua_newuserdatauv(L, sizeof *xml, 0);

    *xml = (struct xml){ 0 };
    luaL_setmetatable(L, XML_TYPE);
    lua_toclose(L, -1);
    return xml;
}

/* [-0, +1, m] */
static void push_text(lua_State *L, const struct xml *xml, size_t at)
{
    lua_pushlstring(L, xml->text.data + xml->events[at].start,
                    xml->events[at].len);
}

/* [-0, +0, m] Make the element at `index` an object; it is null until then. */
static void need_object(lua_State *L, int index)
{
    if (lua_istable(L, index))
        return;
    json_object_push(L, 4);
    lua_replace(L, index);
}

/* [-2, +0, m] Put the key and value on top into the object at `index`. A key
 * that is there makes it a list. */
static void put(lua_State *L, int index)
{
    int value = lua_gettop(L);

    lua_pushvalue(L, value - 1);
    if (lua_rawget(L, index) == LUA_TNIL) {
        lua_pop(L, 1);
        json_object_set(L, index);
        return;
    }
    if (json_value_kind(L, -1) != JSON_IS_ARRAY || !lua_istable(L, -1)) {
        json_array_push(L, 4); /* key value old list */
        lua_insert(L, -2);
        lua_rawseti(L, -2, 1);
        lua_pushvalue(L, value - 1);
        lua_pushvalue(L, -2);
        json_object_set(L, index); /* key value list */
    }
    lua_pushvalue(L, value);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_settop(L, value - 2);
}

/* [-0, +0, m] An attribute of the element at `index`. */
static void
put_attribute(lua_State *L, const struct xml *xml, size_t at, int index)
{
    need_object(L, index);
    lua_pushliteral(L, "@");
    push_text(L, xml, at);
    lua_concat(L, 2);
    push_text(L, xml, at + 1);
    put(L, index);
}

/* [-2, +0, m] Close the element on top, below it its name: into the object
 * under both. */
static void close_element(lua_State *L, const struct xml *xml, size_t at)
{
    int element = lua_gettop(L);

    if (xml->events[at].len > 0) {
        if (lua_istable(L, element)) {
            lua_pushliteral(L, "#text");
            push_text(L, xml, at);
            put(L, element);
        } else {
            push_text(L, xml, at);
            lua_replace(L, element);
        }
    }
    need_object(L, element - 2);
    put(L, element - 2);
}

/* [-0, +1, m] The stack holds name and value of every open element. */
static void build(lua_State *L, const struct xml *xml)
{
    json_object_push(L, 1);
    for (size_t i = 0; i < xml->count; i++) {
        switch (xml->events[i].kind) {
        case XML_OPEN:
            luaL_checkstack(L, 10, NULL);
            push_text(L, xml, i);
            lua_pushlightuserdata(L, NULL); /* json.null */
            break;
        case XML_NAME:
            put_attribute(L, xml, i, lua_gettop(L));
            break;
        case XML_VALUE:
            break; /* taken with its name */
        case XML_CLOSE:
            close_element(L, xml, i);
        }
    }
}

static int xml_decode(lua_State *L)
{
    size_t len;
    const char *text = body_check(L, 1, &len);
    struct xml *xml = push_events(L);
    struct err err;

    if (xml_read(xml, text, len, &err) != 0)
        return fail(L, &err);
    build(L, xml);
    return 1;
}

static const luaL_Reg xml_meta[] = {
    { "__close", xml_close },
    { "__gc", xml_close },
    { NULL, NULL },
};

static const luaL_Reg xml_functions[] = {
    { "decode", xml_decode },
    { NULL, NULL },
};

int luaopen_host_xml(lua_State *L)
{
    json_value_open(L);
    luaL_newmetatable(L, XML_TYPE);
    luaL_setfuncs(L, xml_meta, 0);
    luaL_newlib(L, xml_functions);
    return 1;
}
