/* outline_handle.h - an outline of requests (core/outline.h) as a userdata. */
#ifndef REVOS_OUTLINE_HANDLE_H
#define REVOS_OUTLINE_HANDLE_H

#include <lua.h>

#include "core/outline.h"

/* The name of its metatable, which api/http.c fills. */
#define OUTLINE_HANDLE "revos.http.outline"

/* [-0, +1, m] Push an outline for a request. 0, and *outline lives as long as
 * what was pushed; or -1. */
int outline_push(lua_State *L,
                 struct curl_library *curl,
                 const struct http_request *request,
                 struct outline **outline,
                 struct err *err);

/* [-0, +0, e] The outline at `index`. Raises for another value. */
struct outline *outline_check(lua_State *L, int index);

/* [-1, +0, e] The metamethod __gc. */
int outline_collect(lua_State *L);

#endif
