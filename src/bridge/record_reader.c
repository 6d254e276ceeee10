#include "bridge/record_reader.h"

#include <lauxlib.h>
#include <string.h>

#include "bridge/body.h"
#include "bridge/output.h"
#include "bridge/record_change.h"

/* The user value that keeps the names of the path. */
enum { PATH = 2 };

static int reader_gc(lua_State *L)
{
    struct record_reader *reader = luaL_checkudata(L, 1, RECORD_READER);

    buf_free(&reader->change.values);
    return 0;
}

/* [-0, +0, e] The names of the path at `index`, in a list of its own that is
 * kept by the reader on top. */
static void read_path(lua_State *L, int index, struct record_reader *reader)
{
    struct record_query *query = &reader->query;
    struct record_names names;

    record_names_push(L, index, &names);
    lua_setiuservalue(L, -2, PATH);
    luaL_argcheck(L, names.count <= RECORD_PATH_MOST, index, "path too long");
    memcpy(query->path, names.list, names.count * sizeof *query->path);
    query->path_len = names.count;
    reader->is_simple = record_path_is_simple(query->path, names.count);
}

struct record_reader *record_reader_push(lua_State *L, int index)
{
    struct record_reader *reader = lua_newuserdatauv(L, sizeof *reader, 2);

    memset(reader, 0, sizeof *reader);
    luaL_setmetatable(L, RECORD_READER);
    reader->out = output_standard(L);
    read_path(L, index, reader);
    record_names_push(L, index + 1, &reader->query.names);
    lua_setiuservalue(L, -2, RECORD_READER_NAMES);
    reader->change.names = &reader->query.names;
    reader->change.changed =
        record_places_read(L, index + 2, reader->query.names.count);
    return reader;
}

const struct record_query *record_reader_query(lua_State *L, int index)
{
    const struct record_reader *reader;

    if (lua_isnoneornil(L, index))
        return NULL;
    reader = luaL_checkudata(L, index, RECORD_READER);
    return reader->is_simple ? &reader->query : NULL;
}

enum record_result record_reader_scan(lua_State *L,
                                      const struct record_reader *reader,
                                      int index,
                                      struct record_page *page,
                                      struct err *err)
{
    size_t len;
    const char *text = body_check(L, index, &len);
    struct record_scan *scan = body_take_scan(L, index, &reader->query);
    enum record_result result = RECORDS_OTHER;

    if (scan != NULL)
        result = record_scan_end(scan, text, len, page, err);
    else if (reader->is_simple)
        result = record_scan(page, text, len, &reader->query, err);
    record_scan_free(scan);
    return result;
}

void record_reader_type(lua_State *L)
{
    if (!luaL_newmetatable(L, RECORD_READER))
        return;
    lua_pushcfunction(L, reader_gc);
    lua_setfield(L, -2, "__gc");
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
}
