/* pool.h - small blocks whose owner knows their size.
 *
 *     struct pool pool = POOL_EMPTY;
 *     void *block = pool_take(&pool, 40);
 *     pool_give(&pool, block, 40);
 *     pool_close(&pool);                  everything taken is gone
 *
 * Blocks of one class (a multiple of 16 bytes) are cut from chunks one after
 * the other and wait in a list when they are given back: no search, no header.
 * Chunks are kept until the pool is closed. */
#ifndef REVOS_POOL_H
#define REVOS_POOL_H

#include <stddef.h>

enum { POOL_UNIT = 16, POOL_MOST = 1024 }; /* bytes */

struct pool_chunk;

struct pool_block {
    struct pool_block *next;
};

struct pool {
    struct pool_block *given[POOL_MOST / POOL_UNIT]; /* by class */
    struct pool_chunk *chunks;
    char *at; /* the unused rest of the newest chunk */
    size_t left;
};

#define POOL_EMPTY ((struct pool){ .chunks = NULL })

/* pool_take from a new chunk: `size` a multiple of POOL_UNIT. The rest of the
 * chunk before is lost: under a hundredth. */
void *pool_take_new(struct pool *pool, size_t size);

static inline size_t pool_class(size_t size)
{
    return (size - 1) / POOL_UNIT;
}

/* A block of `size` bytes, 1 to POOL_MOST; NULL without memory. */
static inline void *pool_take(struct pool *pool, size_t size)
{
    size_t class = pool_class(size);
    struct pool_block *block = pool->given[class];

    if (block != NULL) {
        pool->given[class] = block->next;
        return block;
    }
    size = (class + 1) * POOL_UNIT;
    if (pool->left < size)
        return pool_take_new(pool, size);
    block = (void *)pool->at;
    pool->at += size;
    pool->left -= size;
    return block;
}

/* Give back what was taken with the same size, or a larger one. */
static inline void pool_give(struct pool *pool, void *block, size_t size)
{
    struct pool_block *free_block = block;
    size_t class = pool_class(size);

    free_block->next = pool->given[class];
    pool->given[class] = free_block;
}

/* Whether blocks of both sizes are of one class. */
static inline int pool_same(size_t a, size_t b)
{
    return pool_class(a) == pool_class(b);
}

/* Free every chunk and leave POOL_EMPTY. */
void pool_close(struct pool *pool);

#endif
