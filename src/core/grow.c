#include "core/grow.h"

#include <stdlib.h>

int grow_array(
    void *array, size_t *room, size_t count, size_t least, size_t size)
{
    void **data = array, *larger;
    size_t wanted = *room == 0 ? least : *room * 2;

    if (count < *room)
        return 0;
    larger = realloc(*data, wanted * size);
    if (larger == NULL)
        return -1;
    *data = larger;
    *room = wanted;
    return 0;
}
