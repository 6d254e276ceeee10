/* json_members.h - a document of which little is looked at.
 *
 * What is asked for is a table of names: each maps to true for all of that
 * member, or to another table of names for what is asked for in it. */
#ifndef REVOS_BRIDGE_JSON_MEMBERS_H
#define REVOS_BRIDGE_JSON_MEMBERS_H

#include <lua.h>

#include "core/json_reader.h"

/* [-0, +1, m] Read the rest of a value, which begins with an event: of an
 * object those members alone that are asked for by what is at the index
 * `names`; of a list, where that is a table, those elements alone that are no
 * objects or lists. 0; or -1 with the reason in reader->err. */
int json_members_read(lua_State *L,
                      struct json_reader *reader,
                      enum json_event event,
                      int names);

/* [-0, +1, m] The same for a document that was not begun. */
int json_members_document(lua_State *L, struct json_reader *reader, int names);

#endif
