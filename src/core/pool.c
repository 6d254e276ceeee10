#include "core/pool.h"

#include <sys/mman.h>

enum { CHUNK = 128 * 1024 };

struct pool_block {
    struct pool_block *next;
};

/* The header of a chunk takes one unit, so that blocks are aligned. */
struct pool_chunk {
    struct pool_chunk *next;
};

static size_t class_of(size_t size)
{
    return (size - 1) / POOL_UNIT;
}

/* All pages of a chunk are there at once: one after the other, at its first
 * use, each takes more than twice the time. */
static int add_chunk(struct pool *pool)
{
    struct pool_chunk *chunk =
        mmap(NULL, CHUNK, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);

    if (chunk == MAP_FAILED)
        return -1;
    chunk->next = pool->chunks;
    pool->chunks = chunk;
    pool->at = (char *)chunk + POOL_UNIT;
    pool->left = CHUNK - POOL_UNIT;
    return 0;
}

/* The rest of a chunk that is too small is lost: under a hundredth. */
static void *cut(struct pool *pool, size_t size)
{
    void *block;

    if (pool->left < size && add_chunk(pool) != 0)
        return NULL;
    block = pool->at;
    pool->at += size;
    pool->left -= size;
    return block;
}

void *pool_take(struct pool *pool, size_t size)
{
    size_t class = class_of(size);
    struct pool_block *block = pool->given[class];

    if (block == NULL)
        return cut(pool, (class + 1) * POOL_UNIT);
    pool->given[class] = block->next;
    return block;
}

void pool_give(struct pool *pool, void *block, size_t size)
{
    struct pool_block *free_block = block;
    size_t class = class_of(size);

    free_block->next = pool->given[class];
    pool->given[class] = free_block;
}

int pool_same(size_t a, size_t b)
{
    return class_of(a) == class_of(b);
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
