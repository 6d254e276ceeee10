#include "host/embedded.h"

#include <string.h>

size_t embedded_lower_bound(const char *prefix)
{
    size_t low = 0, high = embedded_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(embedded_files[middle].name, prefix) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct embedded_file *embedded_find(const char *name)
{
    size_t at = embedded_lower_bound(name);

    if (at == embedded_count || strcmp(embedded_files[at].name, name) != 0)
        return NULL;
    return &embedded_files[at];
}
