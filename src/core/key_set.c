#include "core/key_set.h"

#include <stdlib.h>
#include <string.h>

#include "core/grow.h"

/* So few keys are compared one by one. */
enum { FEW = 16 };

int key_set_grow(struct key_set *set)
{
    return grow_array(&set->keys, &set->room, set->count, 64,
                      sizeof *set->keys);
}

static bool same(const struct key *a, const struct key *b)
{
    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

/* FNV-1a */
static uint32_t hash(const struct key *key)
{
    uint32_t value = 2166136261U;

    for (size_t i = 0; i < key->len; i++)
        value = (value ^ (unsigned char)key->text[i]) * 16777619U;
    return value;
}

/* The slot of a key: where it, or one like it, is; or a free one. */
static uint32_t *slot_of(struct key_set *set, const struct key *key)
{
    size_t i = hash(key) & (set->slot_count - 1);

    while (set->slots[i] != 0 && !same(&set->keys[set->slots[i] - 1], key))
        i = (i + 1) & (set->slot_count - 1);
    return &set->slots[i];
}

/* Empty slots, at least twice as many as there are keys. */
static int clear_slots(struct key_set *set)
{
    size_t wanted = set->slot_count == 0 ? 256 : set->slot_count;

    while (wanted < set->count * 2)
        wanted *= 2;
    if (wanted != set->slot_count) {
        free(set->slots);
        set->slot_count = 0;
        set->slots = malloc(wanted * sizeof *set->slots);
        if (set->slots == NULL)
            return -1;
        set->slot_count = wanted;
    }
    memset(set->slots, 0, wanted * sizeof *set->slots);
    set->hashed = 0;
    return 0;
}

int key_set_repeats(struct key_set *set)
{
    const struct key *last = &set->keys[set->count - 1];

    if (set->count <= FEW) {
        for (const struct key *key = set->keys; key < last; key++)
            if (same(key, last))
                return 1;
        return 0;
    }
    if ((set->hashed == 0 || set->count * 2 > set->slot_count) &&
        clear_slots(set) != 0)
        return -1;
    for (; set->hashed < set->count - 1; set->hashed++) {
        uint32_t *slot = slot_of(set, &set->keys[set->hashed]);

        if (*slot == 0)
            *slot = (uint32_t)set->hashed + 1;
    }
    return *slot_of(set, last) != 0;
}

void key_set_free(struct key_set *set)
{
    free(set->keys);
    free(set->slots);
    *set = KEY_SET_EMPTY;
}
