/* answer.h - the answer to an HTTP request as a Lua table. */
#ifndef REVOS_ANSWER_H
#define REVOS_ANSWER_H

#include <lua.h>

#include "core/transfer.h"

/* [-0, +1, m] Push { status, headers, bytes, body, url, redirects } of a
 * finished transfer that has an answer. `headers` is a list of { name, value }
 * and holds the values under their names in lower case too. `bytes` is the body
 * of the answer (see body.h), which is taken out of the transfer; `body` is the
 * same as a string, made when it is asked for. */
void answer_push(lua_State *L, struct transfer *transfer);

#endif
