#include "host/embedded.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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

void embedded_forget_code(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t first = UINTPTR_MAX, end = 0;

    for (size_t i = 0; i < embedded_count; i++) {
        uintptr_t code = (uintptr_t)embedded_files[i].code;

        if (code == 0)
            continue;
        first = code < first ? code : first;
        end = code + embedded_files[i].code_size > end
                  ? code + embedded_files[i].code_size
                  : end;
    }
    first = (first + page - 1) / page * page;
    end = end / page * page;
    if (first < end)
        madvise((void *)first, end - first, MADV_DONTNEED);
}
