/* key_set.h - whether a key of an object has come before.
 *
 * Keys are noted one by one, which costs two stores; only when somebody asks
 * about the last one are they compared, and put into a table when they are
 * many. So an object that nobody asks about pays next to nothing, and one with
 * thousands of members no more than a little for each. */
#ifndef REVOS_KEY_SET_H
#define REVOS_KEY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct key {
    const char *text; /* borrowed, at least until the next clear */
    size_t len;
};

struct key_set {
    struct key *keys;
    size_t count, room;
    uint32_t *slots; /* place of a key plus one, at its hash; 0: free */
    size_t slot_count;
    size_t hashed; /* so many keys are in the slots */
};

#define KEY_SET_EMPTY ((struct key_set){ 0 })

/* Forget the keys, for another object. */
static inline void key_set_clear(struct key_set *set)
{
    set->count = 0;
    set->hashed = 0;
}

/* Make room for more keys. 0, or -1 without memory. */
int key_set_grow(struct key_set *set);

/* Note a key. 0, or -1 without memory. */
static inline int
key_set_note(struct key_set *set, const char *text, size_t len)
{
    if (set->count == set->room && key_set_grow(set) != 0)
        return -1;
    set->keys[set->count++] = (struct key){ text, len };
    return 0;
}

/* Whether the key noted last was noted before since the last clear: 1 or 0; -1
 * without memory. */
int key_set_repeats(struct key_set *set);

/* Release the memory. */
void key_set_free(struct key_set *set);

#endif
