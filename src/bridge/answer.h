/* answer.h - the answer to an HTTP request as a Lua table. */
#ifndef REVOS_ANSWER_H
#define REVOS_ANSWER_H

#include <lua.h>

#include "core/transfer.h"

/* [-0, +1, m] Push { status, reason, header, headers, bytes, body, url,
 * redirects } of a finished transfer that has an answer. `header` is a string,
 * a line for each; `bytes` is the body of the answer (see body.h), which is
 * taken out of the transfer. Two are made when they are asked for: `headers`, a
 * list of { name, value } that holds the values under their names in lower case
 * too, and `body`, a string. */
void answer_push(lua_State *L, struct transfer *transfer);

#endif
