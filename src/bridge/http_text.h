/* http_text.h - what the "host.http" module knows of the texts of requests and
 * answers. */
#ifndef REVOS_HTTP_TEXT_H
#define REVOS_HTTP_TEXT_H

#include <lauxlib.h>

/* quote, query_value, is_ready and header: they need no upvalues. */
extern const luaL_Reg http_text_functions[];

#endif
