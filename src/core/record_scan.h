/* record_scan.h - the records of a page, as places in its text.
 *
 * One strict pass over the text (see json_reader.h) finds the records at a path
 * and, in each, the members that somebody asks for and those to leave out
 * because they are null. Nothing is copied: a record is written as the bytes
 * the API sent (see record_write.h).
 *
 * What a page can be:
 *   - A body that is a list stands for its elements, each a body of its own.
 *   - The path leads from a body through objects to a value. A list there is
 *     a list of records; an object is one record; nothing, null, false, 0, ""
 *     and {} are none.
 * A page with anything else (records that are no objects, a path through a
 * list, a null member whose key comes twice) is not for this lane: the caller
 * must decode it. */
#ifndef REVOS_RECORD_SCAN_H
#define REVOS_RECORD_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

enum { RECORD_PATH_MOST = 16, RECORD_NAMES_MOST = 64, RECORD_ROOT_MOST = 32 };

struct record_name {
    const char *text;
    size_t len;
};

struct record_names {
    struct record_name list[RECORD_NAMES_MOST];
    size_t count;
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
    struct record_name key; /* between the quotes, as it stands there */
    size_t start;           /* of the value */
    size_t end;
};

struct record_page {
    const char *text; /* borrowed */
    size_t len;
    bool has_line_breaks; /* somewhere in the text */
    struct record_span *spans;
    size_t count, span_room;
    struct record_mark *marks;
    size_t mark_count, mark_room;
    struct record_member *root; /* room for RECORD_ROOT_MOST, or NULL */
    size_t root_count; /* 0, too, when there are more members than that */
};

enum record_result {
    RECORDS_FAILED = -1, /* err tells why: syntax or limit */
    RECORDS_FOUND,
    RECORDS_OTHER /* not for this lane */
};

/* Whether a path names one member at each step, as the paths of manifests are
 * read: no globs. */
bool record_path_is_literal(const struct record_name *path, size_t path_len);

/* Scan a text. `path` has `path_len` names, at most RECORD_PATH_MOST. `names`
 * are the members that are asked for; NULL: none. The page is to be freed
 * whatever is returned. */
enum record_result record_scan(struct record_page *page,
                               const char *text,
                               size_t len,
                               const struct record_name *path,
                               size_t path_len,
                               const struct record_names *names,
                               struct err *err);

/* The place of a name among the names, or -1. */
int record_names_index(const struct record_names *names,
                       const char *text,
                       size_t len);

/* Release the memory; may be called twice, and on a page of zeros. */
void record_page_free(struct record_page *page);

#endif
