#include "bridge/memory.h"

#include <stdlib.h>
#include <string.h>

static int is_small(size_t size)
{
    return !MEMORY_WATCHED && size <= POOL_MOST;
}

static void *take(struct memory *memory, size_t size)
{
    return is_small(size) ? pool_take(&memory->pool, size) : malloc(size);
}

static void give(struct memory *memory, void *block, size_t size)
{
    if (block != NULL && is_small(size))
        pool_give(&memory->pool, block, size);
    else
        free(block);
}

/* A block that shrinks stays where it is when there is no memory to move it:
 * Lua counts on that. */
static void *move(struct memory *memory, void *block, size_t had, size_t size)
{
    void *moved = take(memory, size);

    if (moved == NULL)
        return size <= had ? block : NULL;
    memcpy(moved, block, size < had ? size : had);
    give(memory, block, had);
    return moved;
}

static void *resize(struct memory *memory, void *block, size_t had, size_t size)
{
    if (is_small(had) && is_small(size) && pool_same(had, size))
        return block;
    if (is_small(had) || is_small(size))
        return move(memory, block, had, size);
    return realloc(block, size);
}

static void *
reallocate(struct memory *memory, void *block, size_t had, size_t after)
{
    void *result;

    if (after == 0) {
        give(memory, block, had);
        memory->used -= had;
        return NULL;
    }
    if (after > had && after - had > memory->most - memory->used)
        return NULL;
    result =
        block == NULL ? take(memory, after) : resize(memory, block, had, after);
    if (result != NULL)
        memory->used += after - had;
    return result;
}

/* Nine of ten calls ask for a small block, and nothing else is looked at then.
 */
void *memory_allocate(void *data, void *block, size_t before, size_t after)
{
    struct memory *memory = data;
    void *result;

    if (block != NULL)
        return reallocate(memory, block, before, after);
    if (after == 0 || !is_small(after)) /* `before` is a kind, no size */
        return reallocate(memory, NULL, 0, after);
    if (after > memory->most - memory->used)
        return NULL;
    result = pool_take(&memory->pool, after);
    if (result != NULL)
        memory->used += after;
    return result;
}

int memory_limit(lua_State *L, size_t bytes)
{
    void *data;
    struct memory *memory;

    if (lua_getallocf(L, &data) != memory_allocate)
        return -1;
    memory = data;
    if (memory->most == SIZE_MAX && bytes < SIZE_MAX - memory->used)
        memory->most = memory->used + bytes;
    return 0;
}

void memory_close(struct memory *memory)
{
    pool_close(&memory->pool);
}
