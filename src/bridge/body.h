/* body.h - the bytes of an answer, outside of the heap of the VM.
 *
 * A page is large and dies young: as a Lua string it would be copied once and
 * wait for the collector. A body is what the network left, until somebody
 * wants a string of it or says that it is done with.
 *
 * In Lua, a userdata: #body, body:text(), body:starts(text),
 * body:contains(text). Functions that
 * read bytes take it in place of a string. */
#ifndef REVOS_BODY_H
#define REVOS_BODY_H

#include <lua.h>

#include "core/buf.h"
#include "core/record_scan.h"
#include "core/spare.h"

/* [-0, +0, m] The memory of the last large body that was freed, in this state
 * of Lua. */
struct spare *body_spare(lua_State *L);

/* [-0, +1, m] Push a body that takes the bytes over; *bytes is empty then. The
 * collector learns how many there are. */
void body_push(lua_State *L, struct buf *bytes);

/* [-1, +0, -] Give the body at `index` the scan that was begun of it; *scan is
 * NULL then. On top is what the query of the scan lives as long as. */
void body_give_scan(lua_State *L, int index, struct record_scan **scan);

/* [-0, +0, -] Take the scan that was begun of the body at `index` for that
 * query; it is the caller's. NULL when there is none, and for a string. */
struct record_scan *
body_take_scan(lua_State *L, int index, const struct record_query *query);

/* [-0, +0, e] The bytes of the body or string at `index`, which live as long as
 * the value. Raises for another value and for a body that was released. */
const char *body_check(lua_State *L, int index, size_t *len);

/* [-0, +0, -] From here on somebody points into the bytes at `index`: they stay
 * where they are as long as the value lives and is not released. Nothing
 * happens to a string. */
void body_hold(lua_State *L, int index);

/* [-0, +0, -] Once for each body_hold: when nobody else points into the bytes,
 * they are freed, and the body is gone unless it is a string now. Nothing
 * happens to a string. */
void body_release(lua_State *L, int index);

/* [-0, +1, e] Push the body at `index` as a string, always the same one. The
 * bytes are freed unless they are held. */
void body_text(lua_State *L, int index);

#endif
