/* json_members.h - a document of which little is looked at. */
#ifndef REVOS_BRIDGE_JSON_MEMBERS_H
#define REVOS_BRIDGE_JSON_MEMBERS_H

#include <lua.h>

#include "core/json_reader.h"

/* [-0, +1, m] Read a document, all of which must be right, and push it: of an
 * object with those members alone that are keys of the table at `names`, of a
 * list with those elements alone that are no objects or lists. 0; or -1 with
 * the reason in reader->err. */
int json_members_read(lua_State *L, struct json_reader *reader, int names);

#endif
