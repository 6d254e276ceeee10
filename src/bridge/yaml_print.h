/* yaml_print.h - Lua values as YAML that people read. */
#ifndef REVOS_YAML_PRINT_H
#define REVOS_YAML_PRINT_H

#include <lua.h>

#include "core/buf.h"

/* [-0, +0, e] Append the JSON value at `index` in block style: two spaces a
 * level, text without quotes where it reads back as the same text, text of
 * several lines as a block. Raises when it is no JSON value. */
void yaml_print(lua_State *L, int index, struct buf *out);

#endif
