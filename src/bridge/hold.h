/* hold.h - a C resource that Lua frees, whatever happens.
 *
 * Every Lua call that may raise is a possible end of the function. So the
 * owner comes first and the resource second:
 *
 *     struct hold *dir = hold_new(L, close_dir);
 *     dir->ptr = opendir(path);
 *
 * The holder sits in a to-be-closed slot: it is released when the C function
 * returns or raises. Never pop or move that slot. */
#ifndef REVOS_HOLD_H
#define REVOS_HOLD_H

#include <lua.h>

struct hold {
    void *ptr; /* NULL: nothing to free */
    void (*free)(void *);
};

/* [-0, +1, m] Push a to-be-closed holder that calls free_fn(ptr) once. */
struct hold *hold_new(lua_State *L, void (*free_fn)(void *));

/* [-0, +1, m] Push a holder of an empty struct buf, freed in the same way. */
struct buf *hold_buf(lua_State *L);

#endif
