/* rows.c - the "host.rows" module: CSV and lines of JSON as pages of JSON.
 *
 *   rows.csv(bytes [, { delimiter, none, surplus, packed }]) -> reader
 *   rows.json_lines(bytes [, { packed }]) -> reader
 *   reader:next() -> page [, refused]       nil at the end
 *                 -> nil, message, code
 *
 * A page is a list of records in JSON, of half a megabyte and a record more, as
 * a body (see bridge/body.h) for host.records or host.json. So a file of any
 * size takes no more than its own bytes and a page; with `packed` they may be
 * gzip, and are unpacked on the way.
 *
 * CSV is read as core/csv.h tells: `none` is a list of cells that stand for
 * null, `surplus` (true) whether cells beyond the header are kept. It must be
 * UTF-8: else the code is "invalid". `refused` is a list of { line, reason }:
 * lines that are no JSON. */
#include <lauxlib.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/body.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "core/csv.h"
#include "core/inflater.h"
#include "core/json_lines.h"
#include "core/utf8.h"

#define ROWS_TYPE "revos.rows"

enum { ENOUGH = 512 * 1024, PLAIN_MOST = 1 << 30 };

/* User values: the bytes, which `in` points into; the list of cells that are
 * null, and the memory in which csv.none has them. */
enum { BYTES = 1, NONE = 2, NONE_TEXTS = 3 };

struct rows {
    struct inflater in;
    struct csv csv;
    bool is_csv;
    bool is_stopped; /* by a line that is no text */
    bool is_done;
};

static int rows_gc(lua_State *L)
{
    struct rows *rows = luaL_checkudata(L, 1, ROWS_TYPE);

    inflater_end(&rows->in);
    csv_free(&rows->csv);
    return 0;
}

/* [-0, +1, e] Push a reader of the bytes at 1 with the options at 2. */
static struct rows *push_rows(lua_State *L)
{
    size_t len;
    const char *bytes = body_check(L, 1, &len);
    bool packed;
    struct rows *rows;

    lua_settop(L, 2);
    args_options(L, 2);
    packed = args_field_boolean(L, 2, "packed", 0);
    rows = lua_newuserdatauv(L, sizeof *rows, 3);
    *rows = (struct rows){ .is_csv = false };
    luaL_setmetatable(L, ROWS_TYPE);
    body_hold(L, 1);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, BYTES);
    inflater_begin(&rows->in, bytes, len, packed, PLAIN_MOST);
    return rows;
}

/* [-0, +0, -] Nobody needs the bytes any more. */
static void finish(lua_State *L, struct rows *rows)
{
    rows->is_done = true;
    inflater_end(&rows->in);
    csv_free(&rows->csv);
    lua_getiuservalue(L, 1, BYTES);
    body_release(L, -1);
    lua_pop(L, 1);
}

static int rows_json_lines(lua_State *L)
{
    push_rows(L);
    return 1;
}

/* [-0, +0, e] The option `none`, for the reader on top. */
static void read_none(lua_State *L, struct rows *rows)
{
    int reader = lua_gettop(L);
    struct csv_text *texts;
    lua_Integer count;

    if (!args_field_table(L, 2, "none"))
        return;
    count = luaL_len(L, -1); /* reader list */
    texts = lua_newuserdatauv(L, (size_t)count * sizeof *texts + 1, 0);
    for (lua_Integer i = 0; i < count; i++) {
        luaL_argcheck(L, lua_geti(L, -2, i + 1) == LUA_TSTRING, 2,
                      "'none' is a list of strings");
        texts[i].text = lua_tolstring(L, -1, &texts[i].len);
        lua_pop(L, 1);
    }
    lua_setiuservalue(L, reader, NONE_TEXTS);
    lua_setiuservalue(L, reader, NONE);
    rows->csv.none = texts;
    rows->csv.none_count = (size_t)count;
}

static int rows_csv(lua_State *L)
{
    struct rows *rows;
    const char *delimiter;
    size_t len = 1;

    args_options(L, 2);
    delimiter = args_field_bytes(L, 2, "delimiter", &len);
    luaL_argcheck(L, delimiter == NULL || len == 1, 2,
                  "'delimiter' is one byte");
    rows = push_rows(L);
    rows->is_csv = true;
    rows->csv.delimiter = delimiter != NULL ? *delimiter : ',';
    rows->csv.drops_surplus = !args_field_boolean(L, 2, "surplus", 1);
    read_none(L, rows);
    lua_settop(L, 3);
    return 1;
}

/* [-0, +0, e] Append rows of the text that is there. 0, or -1. */
static int add_csv(struct rows *rows, struct buf *out, struct err *err)
{
    struct inflater *in = &rows->in;
    const char *text = in->text;
    size_t used;

    if (csv_rows(&rows->csv, text, in->len, in->is_final, ENOUGH, &used, out) !=
        0)
        return err_set(err, ERR_LIMIT, "not enough memory");
    inflater_use(in, used);
    return utf8_valid(text, used)
               ? 0
               : err_set(err, ERR_INVALID, "the text is not UTF-8");
}

/* [-0, +0, m] Add a line to the list of those that were refused at 3; there is
 * none before the first. */
static void note_refused(lua_State *L, const struct json_lines *lines)
{
    if (lua_isnil(L, 3)) {
        lua_newtable(L);
        lua_replace(L, 3);
    }
    lua_createtable(L, 2, 0);
    lua_pushlstring(L, lines->line, lines->line_len);
    lua_rawseti(L, -2, 1);
    lua_pushstring(L, lines->err.message);
    lua_rawseti(L, -2, 2);
    lua_rawseti(L, 3, (lua_Integer)lua_rawlen(L, 3) + 1);
}

/* [-0, +0, m] The same of lines. */
static int
add_lines(lua_State *L, struct rows *rows, struct buf *out, struct err *err)
{
    struct inflater *in = &rows->in;
    struct json_lines lines = { .text = in->text,
                                .len = in->len,
                                .is_final = in->is_final };

    while (out->len < ENOUGH) {
        enum json_lines_result result = json_lines_next(&lines, out);

        if (result == JSON_LINES_END)
            break;
        if (result == JSON_LINES_NO_MEMORY)
            return err_set(err, ERR_LIMIT, "not enough memory");
        if (result != JSON_LINE_REFUSED)
            continue;
        note_refused(L, &lines);
        rows->is_stopped = !utf8_valid(lines.line, lines.line_len);
        if (rows->is_stopped)
            break;
    }
    inflater_use(in, in->len - lines.len);
    return 0;
}

/* [-0, +0, m] Fill a page. 0, or -1. */
static int
fill(lua_State *L, struct rows *rows, struct buf *out, struct err *err)
{
    for (;;) {
        int status = rows->is_csv ? add_csv(rows, out, err)
                                  : add_lines(L, rows, out, err);

        if (status != 0 || out->len >= ENOUGH || rows->in.is_final ||
            rows->is_stopped)
            return status;
        if (inflater_more(&rows->in, err) != 0)
            return -1;
    }
}

/* Bytes that a page may need: small files are many. */
static size_t page_room(const struct inflater *in)
{
    enum { MOST = ENOUGH + ENOUGH / 4 };

    return in->is_final && in->len < MOST / 4 ? 4 * in->len + 2 : MOST;
}

static int rows_next(lua_State *L)
{
    struct rows *rows = luaL_checkudata(L, 1, ROWS_TYPE);
    struct buf *out;
    struct err err;

    if (rows->is_done)
        return 0;
    lua_settop(L, 1);
    out = hold_buf(L);
    lua_pushnil(L); /* reader out refused */
    if (buf_reserve_exactly(out, page_room(&rows->in)) != 0 ||
        buf_putc(out, '[') != 0)
        return luaL_error(L, "not enough memory");
    if (fill(L, rows, out, &err) != 0)
        return fail(L, &err);
    if (out->len == 1 && lua_isnil(L, 3)) {
        finish(L, rows);
        return 0;
    }
    if (out->len > 1)
        out->len--; /* the last comma */
    if (buf_putc(out, ']') != 0)
        return luaL_error(L, "not enough memory");
    body_push(L, out);
    lua_insert(L, 3);
    return 2;
}

static const luaL_Reg rows_methods[] = {
    { "next", rows_next },
    { NULL, NULL },
};

static const luaL_Reg rows_functions[] = {
    { "csv", rows_csv },
    { "json_lines", rows_json_lines },
    { NULL, NULL },
};

int luaopen_host_rows(lua_State *L)
{
    luaL_newmetatable(L, ROWS_TYPE);
    lua_pushcfunction(L, rows_gc);
    lua_setfield(L, -2, "__gc");
    luaL_newlib(L, rows_methods); /* apart: nobody reaches __gc by an index */
    lua_setfield(L, -2, "__index");
    luaL_newlib(L, rows_functions);
    return 1;
}
