/* guard.h - bounds on code of others that runs inside our own Lua.
 *
 *     guard_start(L, "@components.lua")
 *     outermost = guard_enter(L);  ... the call, which may yield ...
 *     if (outermost) guard_leave(L);
 *
 * A call may run so many instructions and need so much processor time; then it
 * is stopped at each further instruction of that source, so that no pcall of
 * its own keeps it alive. Time that it waits is not its own: guard_rest. Code
 * of the source that runs outside of any call (a metamethod that we met) has
 * the same bounds. What never comes back from a C function ends the process
 * with GUARD_STUCK.
 *
 * One source and one VM a process: the signal that counts the time is the
 * process's. */
#ifndef REVOS_GUARD_H
#define REVOS_GUARD_H

#include <lua.h>

enum { GUARD_STUCK = 75 }; /* an exit status */

/* [-0, +0, m] From here on this thread and those made from it are watched.
 * `source` is the name that the chunk was loaded with, and is copied; cut
 * after 4095 bytes. Again: another source. */
void guard_start(lua_State *L, const char *source);

/* [-0, +0, -] A call of the source begins in this thread. 1; 0 when it is part
 * of one, or nothing is watched. */
int guard_enter(lua_State *L);

/* [-0, +0, -] The call that guard_enter gave 1 for is over. */
void guard_leave(lua_State *L);

/* [-0, +0, -] The call has waited: its time counts anew, and with `all` its
 * instructions too. */
void guard_rest(lua_State *L, int all);

#endif
