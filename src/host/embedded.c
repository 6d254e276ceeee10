#include "host/embedded.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const char *embedded_name(size_t index)
{
    return embedded_names + embedded_table[index].name;
}

size_t embedded_lower_bound(const char *prefix)
{
    size_t low = 0, high = embedded_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(embedded_name(middle), prefix) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int embedded_find(const char *name, struct embedded_file *file)
{
    size_t at = embedded_lower_bound(name);
    const struct embedded_entry *entry = &embedded_table[at];

    if (at == embedded_count || strcmp(embedded_name(at), name) != 0)
        return -1;
    *file = (struct embedded_file){
        .data = embedded_texts + entry->text,
        .size = entry->size,
        .code = entry->code_size > 0 ? embedded_code + entry->code : NULL,
        .code_size = entry->code_size,
    };
    return 0;
}

void embedded_forget_code(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t first = (uintptr_t)embedded_code;
    uintptr_t end = (first + embedded_code_size) / page * page;

    first = (first + page - 1) / page * page;
    if (first < end)
        madvise((void *)first, end - first, MADV_DONTNEED);
}
