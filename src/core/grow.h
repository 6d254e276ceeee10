/* grow.h - arrays that grow to twice their length. */
#ifndef REVOS_GROW_H
#define REVOS_GROW_H

#include <stddef.h>

/* Make room for one more element of `size` bytes in an array of `count`, which
 * has room for *room: where there is none, twice as much, at least `least`.
 * `array` is the address of the pointer to it. 0, or -1 without memory; the
 * array is unchanged then. */
int grow_array(
    void *array, size_t *room, size_t count, size_t least, size_t size);

#endif
