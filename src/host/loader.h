/* loader.h - where `require` finds the Lua of revos itself. */
#ifndef REVOS_LOADER_H
#define REVOS_LOADER_H

#include <lua.h>

/* [-0, +0, e] Replace the searchers of `package`: host.* modules from the
 * preload table, then lua/ of the installed share folder, then the embedded
 * copy. Nothing comes from the current folder or from a shared library. */
void loader_install(lua_State *L);

#endif
