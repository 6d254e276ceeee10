/* memory.h - the allocator of the VM, which can be given a limit.
 *
 *     struct memory memory = MEMORY_FREE;
 *     lua_State *L = lua_newstate(memory_allocate, &memory);
 *     ...
 *     lua_close(L);
 *     memory_close(&memory);
 *
 * Small blocks, nearly all of Lua's, come from a pool. */
#ifndef REVOS_MEMORY_H
#define REVOS_MEMORY_H

#include <lua.h>
#include <stdint.h>

#include "core/pool.h"

/* Whether a sanitizer watches: it sees the blocks of malloc and no others, and
 * looks at the end for those that nobody freed. */
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
enum { MEMORY_WATCHED = 1 };
#else
enum { MEMORY_WATCHED = 0 };
#endif

struct memory {
    size_t used; /* bytes of all blocks */
    size_t most; /* what `used` must not pass */
    struct pool pool;
};

#define MEMORY_FREE ((struct memory){ .used = 0, .most = SIZE_MAX })

/* A lua_Alloc; its data is a struct memory. */
void *memory_allocate(void *data, void *block, size_t before, size_t after);

/* From here on the VM may need `bytes` more than now; what needs more raises
 * "not enough memory". A second call changes nothing: a limit is not to be
 * raised by those whom it binds. 0, or -1 when the VM has another allocator. */
int memory_limit(lua_State *L, size_t bytes);

/* Free what the pool holds, after the VM is closed. */
void memory_close(struct memory *memory);

#endif
