#include "embed/bytes.h"

#include <stdlib.h>
#include <string.h>

int bytes_append(struct bytes *bytes, const void *data, size_t size)
{
    char *longer = realloc(bytes->data, bytes->size + size + 1);

    if (longer == NULL)
        return -1;
    if (size > 0)
        memcpy(longer + bytes->size, data, size);
    bytes->data = longer;
    bytes->size += size;
    return 0;
}
