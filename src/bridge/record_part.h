/* record_part.h - the members of a record that were asked for, as Lua values.
 */
#ifndef REVOS_BRIDGE_RECORD_PART_H
#define REVOS_BRIDGE_RECORD_PART_H

#include <lua.h>

#include "core/record_page.h"

/* Stack indices, and which of the names are meant: from `first` (0: the first
 * one) to before `end`. */
struct record_part {
    int object;
    int names; /* as record_names_push made it */
    int lists; /* see json_value_read */
    unsigned first, end;
};

/* [-0, +1, m] Push an object without members whose keys are the names at index
 * `names`, `count` of them. */
void record_part_push(lua_State *L, int names, lua_Integer count);

/* [-0, +0, e] Set the members that are meant to those of the record; what an
 * older record had and this one has not is cleared. The last of several members
 * with one name counts. */
void record_part_fill(lua_State *L,
                      const struct record_page *page,
                      const struct record_span *span,
                      const struct record_part *part);

#endif
