/* json_sort.h - the keys of an object in the order of their bytes. */
#ifndef REVOS_JSON_SORT_H
#define REVOS_JSON_SORT_H

#include <lua.h>
#include <stdbool.h>

/* [-0, +1, e] Push a list with the keys of the object at `index`, sorted; light
 * userdata are no keys of it. How many there are goes to *count. Raises for a
 * key that is no string. */
void json_sort_keys(lua_State *L, int index, lua_Integer *count);

/* [-0, +0, -] Whether the strings among the first `count` elements of the list
 * on top are sorted. */
bool json_sort_is_done(lua_State *L, lua_Integer count);

#endif
