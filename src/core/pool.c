#include "core/pool.h"

#include <sys/mman.h>

enum { CHUNK = 128 * 1024 };

/* The header of a chunk takes one unit, so that blocks are aligned. */
struct pool_chunk {
    struct pool_chunk *next;
};

/* All pages of a chunk are there at once: one after the other, at its first
 * use, each takes more than twice the time. */
void *pool_take_new(struct pool *pool, size_t size)
{
    struct pool_chunk *chunk =
        mmap(NULL, CHUNK, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

    if (chunk == MAP_FAILED)
        return NULL;
    chunk->next = pool->chunks;
    pool->chunks = chunk;
    pool->at = (char *)chunk + POOL_UNIT + size;
    pool->left = CHUNK - POOL_UNIT - size;
    return (char *)chunk + POOL_UNIT;
}

void pool_close(struct pool *pool)
{
    while (pool->chunks != NULL) {
        struct pool_chunk *next = pool->chunks->next;

        munmap(pool->chunks, CHUNK);
        pool->chunks = next;
    }
    *pool = POOL_EMPTY;
}
