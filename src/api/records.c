/* records.c - the "host.records" module: the records of a page without making
 * values of them.
 *
 *   records.open(body [, path [, names [, changes]]]) -> records
 *          path: list of member names; names: the members of each record that
 *          are asked for; changes: places in that list, of members that change
 *          -> false                           decode the body instead
 *          -> nil, "line:column: reason", code
 *   records.reader([path [, names [, changes]]]) -> reader
 *   reader:open(body)                         the same, for many pages
 *   records.shape(plan) -> shape              see bridge/shape.h
 *   #records, records:count()
 *   records:write_all(head, tail)             to standard output
 *   records:write(i, head, tail)
 *   records:write_part(i, head, tail, part)   the members that change are those
 *                                             of the object `part`
 *   records:body(names) -> object | nil       members of the body itself
 *   records:text(i) -> text                   what write puts between the two
 *   records:value(i) -> value                 as host.json
 *   records:fits(i, shape) -> boolean         whether all values stay there
 *   records:close()                           there are none any more; a body
 *                                             of host.http is freed
 *   records:decode(i [, first, last [, into]]) -> object
 *                                             with the members asked for, or
 *                                             those from one place of the list
 *                                             to another
 *
 * How to use it for a stream that nothing looks into: a reader, one `open` and
 * one `write_all` a page, with the head of a RECORD line up to `"data":` and
 * its rest. With a cursor: `decode` its field and `write`. With transformations
 * whose names are known: `decode` what they read or change, run them,
 * `write_part`. What `open` takes for a record, core/record_scan.h tells; null
 * members at the top level are left out by the functions that write, and by
 * `text`. */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "bridge/body.h"
#include "bridge/fail.h"
#include "bridge/json_value.h"
#include "bridge/output.h"
#include "bridge/record_change.h"
#include "bridge/record_part.h"
#include "bridge/record_reader.h"
#include "bridge/record_root.h"
#include "bridge/shape.h"
#include "core/record_write.h"

#define RECORDS_TYPE "revos.records"

/* A page. User values: the body, which it points into; its reader; lists of
 * keys (see json_value_read), once they are needed. */
struct records {
    struct record_page page;
    struct record_reader *reader;
};

enum { BODY = 1, READER = 2, LISTS = 3 };

/* The metatable is an upvalue of the methods, which are called for each record.
 */
static struct records *check_records(lua_State *L)
{
    if (!lua_getmetatable(L, 1) || !lua_rawequal(L, -1, lua_upvalueindex(1)))
        luaL_typeerror(L, 1, RECORDS_TYPE);
    lua_pop(L, 1);
    return lua_touserdata(L, 1);
}

static const struct record_span *check_span(lua_State *L,
                                            const struct records *records)
{
    lua_Integer i = luaL_checkinteger(L, 2);

    luaL_argcheck(L, i >= 1 && i <= (lua_Integer)records->page.count, 2,
                  "there is no such record");
    return &records->page.spans[i - 1];
}

static int records_gc(lua_State *L)
{
    record_page_free(&check_records(L)->page);
    return 0;
}

static int records_close(lua_State *L)
{
    if (check_records(L)->page.text != NULL) {
        lua_getiuservalue(L, 1, BODY);
        body_release(L, -1);
    }
    return records_gc(L);
}

/* [-1, +1 or 3, e] The records of the body at `body`; the reader is on top. */
static int open_page(lua_State *L, struct record_reader *reader, int body)
{
    struct records *records = lua_newuserdatauv(L, sizeof *records, 3);
    struct err err;

    *records = (struct records){ .reader = reader };
    luaL_setmetatable(L, RECORDS_TYPE);
    lua_insert(L, -2); /* records reader */
    lua_setiuservalue(L, -2, READER);
    lua_pushvalue(L, body);
    lua_setiuservalue(L, -2, BODY);
    switch (record_reader_scan(L, reader, body, &records->page, &err)) {
    case RECORDS_FOUND:
        body_hold(L, body);
        return 1;
    case RECORDS_OTHER:
        lua_pushboolean(L, 0);
        return 1;
    default:
        return fail(L, &err);
    }
}

static int records_open(lua_State *L)
{
    size_t len;

    body_check(L, 1, &len);
    lua_settop(L, 4);
    return open_page(L, record_reader_push(L, 2), 1);
}

static int records_reader(lua_State *L)
{
    lua_settop(L, 3);
    record_reader_push(L, 1);
    return 1;
}

static int reader_open(lua_State *L)
{
    struct record_reader *reader = luaL_checkudata(L, 1, RECORD_READER);

    lua_settop(L, 2);
    lua_pushvalue(L, 1);
    return open_page(L, reader, 2);
}

/* [-0, +1, m] Push the lists of keys of the page at 1. */
static void push_lists(lua_State *L)
{
    if (lua_getiuservalue(L, 1, LISTS) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, 1, LISTS);
}

/* [-0, +1, m] Push the names of the members asked for. */
static void push_names(lua_State *L)
{
    lua_getiuservalue(L, 1, READER);
    lua_getiuservalue(L, -1, RECORD_READER_NAMES);
    lua_remove(L, -2);
}

static int records_count(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_records(L)->page.count);
    return 1;
}

/* One line: head, record, tail. */
struct line {
    const char *head, *tail;
    size_t head_len, tail_len;
};

static struct line check_line(lua_State *L, int index)
{
    struct line line;

    line.head = luaL_checklstring(L, index, &line.head_len);
    line.tail = luaL_checklstring(L, index + 1, &line.tail_len);
    return line;
}

static int write_line(const struct records *records,
                      size_t i,
                      const struct line *line,
                      struct err *err)
{
    struct out *out = records->reader->out;

    if (out_write(out, line->head, line->head_len, err) != 0 ||
        record_write(&records->page, i, NULL, out, err) != 0)
        return -1;
    return out_write(out, line->tail, line->tail_len, err);
}

static int records_write_all(lua_State *L)
{
    const struct records *records = check_records(L);
    struct line line = check_line(L, 2);
    int status = 0;
    struct err err;

    for (size_t i = 0; i < records->page.count && status == 0; i++)
        status = write_line(records, i, &line, &err);
    return output_answer(L, status, &err);
}

static int records_write(lua_State *L)
{
    const struct records *records = check_records(L);
    size_t i = (size_t)(check_span(L, records) - records->page.spans);
    struct line line = check_line(L, 3);
    struct err err;

    return output_answer(L, write_line(records, i, &line, &err), &err);
}

static int records_write_part(lua_State *L)
{
    struct records *records = check_records(L);
    size_t i = (size_t)(check_span(L, records) - records->page.spans);
    struct line line = check_line(L, 3);
    struct record_change *change = &records->reader->change;
    struct out *out = records->reader->out;
    struct err err;
    int status;

    luaL_checktype(L, 5, LUA_TTABLE);
    lua_settop(L, 5);
    push_names(L);
    record_change_take(L, 5, 6, change);
    status = out_write(out, line.head, line.head_len, &err);
    if (status == 0)
        status = record_write(&records->page, i, change, out, &err);
    if (status == 0)
        status = out_write(out, line.tail, line.tail_len, &err);
    return output_answer(L, status, &err);
}

static int records_text(lua_State *L)
{
    struct records *records = check_records(L);
    size_t i = (size_t)(check_span(L, records) - records->page.spans);
    struct buf *buf = &records->reader->change.values;

    buf->len = 0;
    if (record_append(&records->page, i, buf) != 0)
        return luaL_error(L, "not enough memory");
    lua_pushlstring(L, buf->data, buf->len);
    return 1;
}

/* A reader of one record, its brace already read. The bytes were read before:
 * there are no errors. */
static void begin(struct json_reader *reader,
                  const struct records *records,
                  const struct record_span *span)
{
    json_reader_init(reader, records->page.text + span->start,
                     span->end - span->start, NULL);
    json_next(reader);
}

static int records_value(lua_State *L)
{
    const struct records *records = check_records(L);
    const struct record_span *span = check_span(L, records);
    struct json_reader reader;

    begin(&reader, records, span);
    push_lists(L);
    if (json_value_read(L, &reader, JSON_OBJECT, lua_gettop(L), 0) != 0)
        return luaL_error(L, "%s", reader.err.message);
    return 1;
}

static int records_fits(lua_State *L)
{
    const struct records *records = check_records(L);
    const struct record_span *span = check_span(L, records);
    const char *text = records->page.text;

    lua_pushboolean(L, record_shape_fits(shape_check(L, 3), text + span->start,
                                         text + span->end));
    return 1;
}

static int records_shape(lua_State *L)
{
    lua_settop(L, 1);
    luaL_checktype(L, 1, LUA_TTABLE);
    shape_push(L, 1);
    return 1;
}

static int records_decode(lua_State *L)
{
    const struct records *records = check_records(L);
    const struct record_span *span = check_span(L, records);
    lua_Integer count = (lua_Integer)records->reader->query.names.count;
    lua_Integer first = luaL_optinteger(L, 3, 1);
    lua_Integer last = luaL_optinteger(L, 4, count);

    luaL_argcheck(L, first >= 1, 3, "there is no such name");
    luaL_argcheck(L, last <= count, 4, "there is no such name");
    lua_settop(L, 5);
    push_names(L);
    push_lists(L); /* records i first last into names lists */
    if (lua_isnil(L, 5)) {
        record_part_push(L, 6, count);
        lua_replace(L, 5);
    }
    luaL_checktype(L, 5, LUA_TTABLE);
    record_part_fill(L, &records->page, span,
                     &(struct record_part){ .object = 5,
                                            .names = 6,
                                            .lists = 7,
                                            .first = (unsigned)first - 1,
                                            .end = (unsigned)last });
    lua_settop(L, 5);
    return 1;
}

static int records_body(lua_State *L)
{
    return record_root_push(L, &check_records(L)->page, 2);
}

static const luaL_Reg records_methods[] = {
    { "body", records_body },
    { "close", records_close },
    { "count", records_count },
    { "decode", records_decode },
    { "fits", records_fits },
    { "text", records_text },
    { "value", records_value },
    { "write", records_write },
    { "write_all", records_write_all },
    { "write_part", records_write_part },
    { NULL, NULL },
};

static const luaL_Reg records_events[] = {
    { "__gc", records_gc },
    { "__len", records_count },
    { NULL, NULL },
};

static const luaL_Reg reader_methods[] = {
    { "open", reader_open },
    { NULL, NULL },
};

static const luaL_Reg records_functions[] = {
    { "open", records_open },
    { "reader", records_reader },
    { "shape", records_shape },
    { NULL, NULL },
};

int luaopen_host_records(lua_State *L)
{
    json_value_open(L);
    luaL_newmetatable(L, RECORDS_TYPE);
    luaL_newlibtable(L, records_methods);
    lua_pushvalue(L, -2);
    luaL_setfuncs(L, records_methods, 1);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, -1);
    luaL_setfuncs(L, records_events, 1);
    record_reader_type(L);
    luaL_setfuncs(L, reader_methods, 0);
    luaL_newlib(L, records_functions);
    return 1;
}
