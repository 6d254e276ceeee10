#include "core/code_pages.h"

#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

/* A call takes two microseconds: for less than this it does not pay. */
enum { LEAST = 64 * 1024 };

/* Whether the linker wrote into code, which is no copy of the file then. */
static bool is_relocated(const struct dl_phdr_info *object, size_t i)
{
    const ElfW(Dyn) *entry =
        (const void *)(object->dlpi_addr + object->dlpi_phdr[i].p_vaddr);

    for (; entry->d_tag != DT_NULL; entry++)
        if (entry->d_tag == DT_TEXTREL ||
            (entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_TEXTREL) != 0))
            return true;
    return false;
}

static bool is_copy(const struct dl_phdr_info *object)
{
    for (size_t i = 0; i < object->dlpi_phnum; i++)
        if (object->dlpi_phdr[i].p_type == PT_DYNAMIC)
            return !is_relocated(object, i);
    return false;
}

static void give_segment(uintptr_t start, uintptr_t end, uintptr_t page)
{
    start = (start + page - 1) / page * page;
    end = end / page * page;
    if (end > start && end - start >= LEAST)
        (void)madvise((void *)start, end - start, MADV_DONTNEED);
}

/* `user` is the size of a page. */
static int give_object(struct dl_phdr_info *object, size_t size, void *user)
{
    const uintptr_t *page = user;

    (void)size;
    if (!is_copy(object))
        return 0;
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        uintptr_t start = object->dlpi_addr + segment->p_vaddr;

        if (segment->p_type == PT_LOAD && (segment->p_flags & PF_W) == 0)
            give_segment(start, start + segment->p_filesz, *page);
    }
    return 0;
}

void code_pages_give_back(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

    dl_iterate_phdr(give_object, &page);
}
