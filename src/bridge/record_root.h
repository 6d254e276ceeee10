/* record_root.h - members of the body that a page of records came in. */
#ifndef REVOS_BRIDGE_RECORD_ROOT_H
#define REVOS_BRIDGE_RECORD_ROOT_H

#include <lua.h>

#include "core/record_page.h"

/* [-0, +0 or 1, e] Push an object with what the table at the index `names` asks
 * for of the body (see json_members.h). Returns what was pushed: nothing where
 * the body is no object or has too many members. */
int record_root_push(lua_State *L, const struct record_page *page, int names);

#endif
