/* record_change.h - a record that leaves with some members changed. */
#ifndef REVOS_RECORD_CHANGE_H
#define REVOS_RECORD_CHANGE_H

#include <lua.h>
#include <stdbool.h>

#include "core/buf.h"
#include "core/json_reader.h"
#include "core/record_scan.h"

enum { RECORD_NAMES_MOST = 64 };

struct record_names {
    struct record_name list[RECORD_NAMES_MOST];
    size_t count;
};

/* [-0, +0, e] The strings of a Lua list, which must stay where it is. Raises
 * when there are too many, or one is no string. */
void record_names_read(lua_State *L, int index, struct record_names *names);

/* The index of the key just read among the names, or -1. */
int record_names_find(lua_State *L,
                      const struct record_names *names,
                      const struct json_reader *reader);

/* The index of a name, or -1. */
int record_names_index(const struct record_names *names,
                       const char *text,
                       size_t len);

struct record_change {
    struct record_names drop;
    struct record_names set;
    size_t ends[RECORD_NAMES_MOST]; /* of the values of `set` in `text` */
    bool null[RECORD_NAMES_MOST];   /* a member that is null is left out */
    bool written[RECORD_NAMES_MOST];
    struct buf *text; /* the values as JSON, one after the other */
};

/* [-0, +0, e] The members `names` (index of a list) are to be those of the
 * object at `part`: set, or dropped when it has none. Their values are encoded
 * into `text`, which belongs to the caller. */
void record_change_take(lua_State *L,
                        int part,
                        int names,
                        struct buf *text,
                        struct record_change *change);

/* Write a record with the change: members that are replaced keep their places,
 * new ones come last, null ones are left out. 0 or -1, as out_write. */
int record_change_write(lua_State *L,
                        const struct record_page *page,
                        size_t index,
                        struct record_change *change,
                        struct out *out,
                        struct err *err);

#endif
