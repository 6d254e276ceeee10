/* args.h - checked reads of arguments and of option tables.
 *
 * A wrong type raises, naming the field. A field that is absent, or a table
 * that is nil, gives the default. What is read stays alive as long as the
 * table does and is not written to. */
#ifndef REVOS_ARGS_H
#define REVOS_ARGS_H

#include <lua.h>

/* [-0, +0, v] A string argument without a NUL inside: a path, a name. */
const char *args_text(lua_State *L, int index);

/* [-0, +0, v] Argument `index` must be a table, nil or absent. */
void args_options(lua_State *L, int index);

/* [-0, +0, e] A string field without a NUL inside, or `fallback`. */
const char *args_field_text(lua_State *L,
                            int index,
                            const char *name,
                            const char *fallback);

/* [-0, +0, e] A string field with its length (bytes), or NULL. */
const char *
args_field_bytes(lua_State *L, int index, const char *name, size_t *len);

/* [-0, +0, e] An integer field, or `fallback`. */
lua_Integer args_field_integer(lua_State *L,
                               int index,
                               const char *name,
                               lua_Integer fallback);

/* [-0, +0, e] A number field, or `fallback`. */
double
args_field_number(lua_State *L, int index, const char *name, double fallback);

/* [-0, +0, e] A boolean field, or `fallback`. */
int args_field_boolean(lua_State *L, int index, const char *name, int fallback);

/* [-0, +1, e] Push a field that must be a table; or push nothing and return 0
 * when it is absent. */
int args_field_table(lua_State *L, int index, const char *name);

#endif
