#include "core/record_page.h"

#include <stdlib.h>
#include <string.h>

#include "core/grow.h"

int record_names_index(const struct record_names *names,
                       const char *text,
                       size_t len)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->list[i].len == len &&
            memcmp(names->list[i].text, text, len) == 0)
            return (int)i;
    return -1;
}

bool record_path_is_simple(const struct record_name *path, size_t path_len)
{
    for (size_t i = 0; i < path_len; i++)
        if (path[i].len == 0 || (strpbrk(path[i].text, "*?[") != NULL &&
                                 !record_name_is_star(path[i])))
            return false;
    return true;
}

enum { LEAST = 256 };

int record_page_grow_spans(struct record_page *page)
{
    return grow_array(&page->spans, &page->span_room, page->count, LEAST,
                      sizeof *page->spans);
}

int record_page_grow_marks(struct record_page *page)
{
    return grow_array(&page->marks, &page->mark_room, page->mark_count, LEAST,
                      sizeof *page->marks);
}

void record_page_free(struct record_page *page)
{
    free(page->spans);
    free(page->marks);
    free(page->root);
    memset(page, 0, sizeof *page);
}
