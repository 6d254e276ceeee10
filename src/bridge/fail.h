/* fail.h - how a primitive says that the outside world did not play along:
 * nil, "subject: reason", "code". Always tail-called: `return fail(L, &err);`
 */
#ifndef REVOS_FAIL_H
#define REVOS_FAIL_H

#include <lua.h>

#include "core/err.h"

/* [-0, +3, m] nil, message, code of `err`. */
int fail(lua_State *L, const struct err *err);

/* [-0, +3, m] The same from an errno value, saved by the caller at once. */
int fail_errno(lua_State *L, const char *subject, int number);

/* [-0, +3, m] The same from a printf-style text (the formats of
 * lua_pushfstring). */
int fail_with(lua_State *L, enum err_code code, const char *format, ...);

#endif
