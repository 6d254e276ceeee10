/* xml.c - the "host.xml" module.
 *
 *   xml.decode(text, encoding) -> value   an object with the root element
 *                    -> nil, "line:column: reason", "syntax" | "limit"
 *   xml.json(text, encoding) -> body      the same as JSON, outside of the VM
 *
 * `text` may be a body (see bridge/body.h); `encoding`, which may be nil, and
 * the layout are told in core/xml.h.
 */
#include <lauxlib.h>

#include "api/api.h"
#include "bridge/body.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "bridge/json_value.h"
#include "core/xml.h"

/* [-0, +1, e] Push a holder of the JSON text of the document at 1. 0, or -1. */
static int push_json(lua_State *L, struct buf **json, struct err *err)
{
    size_t len;
    const char *text = body_check(L, 1, &len);
    const char *encoding = luaL_optstring(L, 2, NULL);

    *json = hold_buf(L);
    return xml_to_json(text, len, encoding, *json, err);
}

static int xml_decode(lua_State *L)
{
    static const struct json_limits limits = { .depth = XML_JSON_DEPTH };
    struct json_reader reader;
    struct buf *json;
    struct err err;

    if (push_json(L, &json, &err) != 0)
        return fail(L, &err);
    json_reader_init(&reader, json->data, json->len, &limits);
    if (json_value_read(L, &reader, json_next(&reader), 0, 0) != 0)
        return fail(L, &reader.err);
    return 1;
}

static int xml_json(lua_State *L)
{
    struct buf *json;
    struct err err;

    if (push_json(L, &json, &err) != 0)
        return fail(L, &err);
    body_push(L, json);
    return 1;
}

static const luaL_Reg xml_functions[] = {
    { "decode", xml_decode },
    { "json", xml_json },
    { NULL, NULL },
};

int luaopen_host_xml(lua_State *L)
{
    json_value_open(L);
    luaL_newlib(L, xml_functions);
    return 1;
}
