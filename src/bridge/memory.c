#include "bridge/memory.h"

#include <stdlib.h>

void *memory_allocate(void *data, void *block, size_t before, size_t after)
{
    struct memory *memory = data;
    size_t had = block != NULL ? before : 0; /* else `before` is a kind */
    void *result;

    if (after == 0) {
        free(block);
        memory->used -= had;
        return NULL;
    }
    if (after > had && after - had > memory->most - memory->used)
        return NULL;
    result = realloc(block, after);
    if (result != NULL)
        memory->used += after - had;
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
