/* shape.h - the shape of records (core/record_shape.h) from a description in
 * Lua. */
#ifndef REVOS_BRIDGE_SHAPE_H
#define REVOS_BRIDGE_SHAPE_H

#include <lua.h>

#include "core/record_shape.h"

/* [-0, +1, e] Push the shape that the table at `index` describes:
 *
 *   stays    list of "string", "integer", "float", "boolean", "null", "object",
 *            "array": the kinds of values that stay there
 *   members  nil, or a list of { name, plan }: what is in an object, another
 *            such table each; it may be one that is around it, or no table
 *   items    nil, or such a table: what is in a list */
void shape_push(lua_State *L, int index);

/* [-0, +0, e] The shape at `index`. Raises for anything else. */
const struct record_shape *shape_check(lua_State *L, int index);

#endif
