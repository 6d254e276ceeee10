/* record_reader.h - what pages of records are read for: where the records are,
 * and which of their members are asked for. */
#ifndef REVOS_BRIDGE_RECORD_READER_H
#define REVOS_BRIDGE_RECORD_READER_H

#include <lua.h>

#include "core/out.h"
#include "core/record_scan.h"
#include "core/record_write.h"

#define RECORD_READER "revos.records.reader"

/* The user value with the names that were asked for, which is the list of keys
 * of objects with those members. */
enum { RECORD_READER_NAMES = 1 };

struct record_reader {
    struct record_query query;
    int is_simple;               /* the path: see record_path_is_simple */
    struct record_change change; /* its buffer is used for each record anew */
    struct out *out;             /* standard output; lives as long as the VM */
};

/* [-0, +1, e] Push a reader; its path, names and changes are Lua lists, or nil,
 * at `index` and the two places after it. Raises when they are none. */
struct record_reader *record_reader_push(lua_State *L, int index);

/* [-0, +0, e] What the reader at `index` looks for, which lives as long as the
 * reader; NULL for nil and where it finds no places. Raises for anything else.
 */
const struct record_query *record_reader_query(lua_State *L, int index);

/* [-0, +0, e] Find the records in the body or string at `index`, or the rest of
 * them where that was begun while the body arrived. As record_scan. */
enum record_result record_reader_scan(lua_State *L,
                                      const struct record_reader *reader,
                                      int index,
                                      struct record_page *page,
                                      struct err *err);

/* [-0, +1, m] Push the metatable of readers. */
void record_reader_type(lua_State *L);

#endif
