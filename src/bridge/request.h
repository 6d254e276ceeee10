/* request.h - the options of a request, see api/http.c, as the core takes them.
 */
#ifndef REVOS_BRIDGE_REQUEST_H
#define REVOS_BRIDGE_REQUEST_H

#include <lua.h>

#include "core/outline.h"

/* [-0, +n, e] Read the options at 1; what is pushed keeps the texts of
 * *request alive. Everything that can be wrong with them raises here. */
void request_read(lua_State *L, struct http_request *request);

/* [-0, +n, e] The same without address and body. */
void request_read_outline(lua_State *L, struct http_request *request);

#endif
