/* record_page.h - the records of a page, as places in its text.
 *
 * Nothing is copied: what is known of a record is where it stands, and where
 * those of its members do that somebody asks for or that are null. Who finds
 * them is record_scan.h, who writes them record_write.h. */
#ifndef REVOS_RECORD_PAGE_H
#define REVOS_RECORD_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORD_PATH_MOST = 16, RECORD_NAMES_MOST = 64, RECORD_ROOT_MOST = 32 };

struct record_name {
    const char *text;
    size_t len;
};

struct record_names {
    struct record_name list[RECORD_NAMES_MOST];
    size_t count;
};

/* What is looked for in a page: the path to the records, and the members of
 * them that are asked for. */
struct record_query {
    struct record_name path[RECORD_PATH_MOST];
    size_t path_len;
    struct record_names names;
};

/* A member of a record that was asked for, or that is null. */
struct record_mark {
    uint32_t key;   /* its first byte */
    uint32_t value; /* the first byte of the value */
    uint32_t end;   /* the byte after it */
    uint8_t name;   /* which of the names; RECORD_NO_NAME: none */
    bool null;
};

enum { RECORD_NO_NAME = 255 };

struct record_span {
    uint32_t start;
    uint32_t end;
    uint32_t first_mark; /* its marks, in the order of the text */
    uint32_t mark_count;
};

/* A member of the body, when the body is an object that is no record. */
struct record_member {
    size_t key; /* between the quotes, as it stands there */
    size_t key_len;
    size_t value; /* where it begins, perhaps after white space */
};

struct record_page {
    const char *text; /* borrowed */
    size_t len;
    bool has_line_breaks; /* somewhere in the text */
    bool is_other;        /* not for this lane: see record_scan.h */
    struct record_span *spans;
    size_t count, span_room;
    struct record_mark *marks;
    size_t mark_count, mark_room;
    struct record_member *root; /* room for RECORD_ROOT_MOST, or NULL */
    size_t root_count; /* 0, too, when there are more members than that */
};

/* The place of a name among the names, or -1. */
int record_names_index(const struct record_names *names,
                       const char *text,
                       size_t len);

/* Whether a step of a path leads to all members. */
static inline bool record_name_is_star(struct record_name name)
{
    return name.len == 1 && *name.text == '*';
}

/* Whether a path names one member or all of them at each step, as the paths of
 * manifests are read: no other globs. */
bool record_path_is_simple(const struct record_name *path, size_t path_len);

/* Make room for more spans, or for more marks. 0, or -1 without memory. */
int record_page_grow_spans(struct record_page *page);
int record_page_grow_marks(struct record_page *page);

/* Note a record between two places, whose marks are those from `first_mark`
 * on. 0, or -1 without memory. */
static inline int record_page_add(struct record_page *page,
                                  size_t start,
                                  size_t end,
                                  size_t first_mark)
{
    if (page->count == page->span_room && record_page_grow_spans(page) != 0)
        return -1;
    page->spans[page->count++] = (struct record_span){
        .start = (uint32_t)start,
        .end = (uint32_t)end,
        .first_mark = (uint32_t)first_mark,
        .mark_count = (uint32_t)(page->mark_count - first_mark),
    };
    return 0;
}

/* Note a member of the record that is read. 0, or -1 without memory. */
static inline int record_page_mark(struct record_page *page,
                                   const struct record_mark *mark)
{
    if (page->mark_count == page->mark_room &&
        record_page_grow_marks(page) != 0)
        return -1;
    page->marks[page->mark_count++] = *mark;
    return 0;
}

/* Release the memory; may be called twice, and on a page of zeros. */
void record_page_free(struct record_page *page);

#endif
