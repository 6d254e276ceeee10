/* record_change.h - names and changes of a record's members, from Lua. */
#ifndef REVOS_BRIDGE_RECORD_CHANGE_H
#define REVOS_BRIDGE_RECORD_CHANGE_H

#include <lua.h>

#include "core/record_write.h"

/* [-0, +0, e] The strings of a Lua list, which must stay where it is. Raises
 * when there are too many, or one is no string. */
void record_names_read(lua_State *L, int index, struct record_names *names);

/* [-0, +1, e] Push a list of its own with the strings of the list at `index`
 * (none: an empty list), which `names` then points into. It holds the place of
 * each, too, and can be the list of keys of objects: see json_object_fix. */
void record_names_push(lua_State *L, int index, struct record_names *names);

/* [-0, +0, e] A bit for each of the places (from 1 to `count`) in the list at
 * `index`; none for no list. */
uint64_t record_places_read(lua_State *L, int index, size_t count);

/* [-0, +0, e] The values that the object at `part` has for the members of
 * change->changed; `names`, the index of a list, holds their names. Values
 * that are null count as none. */
void record_change_take(lua_State *L,
                        int part,
                        int names,
                        struct record_change *change);

#endif
