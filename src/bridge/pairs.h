/* pairs.h - names and texts from a Lua table: headers, a query, variables. */
#ifndef REVOS_PAIRS_H
#define REVOS_PAIRS_H

#include <lua.h>

/* [-0, +1, e] Push a flat list name, value, name, value ... of strings, made of
 * the table at `index`, which is a list of { name, value }, or a mapping in the
 * order of its __pairs, else sorted by name. A value is a string, a number or
 * a boolean, or a list of these, which repeats the name. Anything else raises,
 * calling the table `what`. Returns how many pairs there are. */
lua_Integer pairs_flatten(lua_State *L, int index, const char *what);

#endif
