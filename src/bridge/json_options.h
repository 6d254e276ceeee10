/* json_options.h - how JSON is read and written, from the options that scripts
 * give. */
#ifndef REVOS_BRIDGE_JSON_OPTIONS_H
#define REVOS_BRIDGE_JSON_OPTIONS_H

#include <lua.h>

#include "bridge/json_value.h"
#include "core/json_reader.h"

/* [-0, +0, e] The limits in the table at `index`, or none where there is none:
 * max_depth, max_size (bytes), words. */
struct json_limits json_options_limits(lua_State *L, int index);

/* [-0, +0, e] The style in the table at `index`, or that of one line without
 * spaces: indent, ascii, sort_keys, omit_nulls, separators ("python"). */
struct json_style json_options_style(lua_State *L, int index);

#endif
