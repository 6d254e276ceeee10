/* record_scan.h - the records of a page, as places in its text.
 *
 * One strict pass over the text (see json_reader.h) finds the records at a path
 * and, in each, the members to leave out because they are null. Nothing is
 * copied: a record is written as the bytes the API sent.
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
#include "core/out.h"

enum { RECORD_PATH_MOST = 16, RECORD_ROOT_MOST = 32 };

struct record_name {
    const char *text;
    size_t len;
};

struct record_cut {
    size_t start; /* bytes of the text to leave out */
    size_t end;
};

struct record_span {
    size_t start;
    size_t end;
    uint32_t first_cut;
    uint32_t cut_count;
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
    struct record_span *spans;
    size_t count, span_room;
    struct record_cut *cuts;
    size_t cut_count, cut_room;
    struct record_member root[RECORD_ROOT_MOST];
    size_t root_count; /* 0, too, when there are more members than that */
    bool line_breaks;  /* somewhere outside of strings */
};

enum record_result {
    RECORDS_FAILED = -1, /* err tells why: syntax or limit */
    RECORDS_FOUND,
    RECORDS_OTHER /* not for this lane */
};

/* Whether a path names one member at each step, as the paths of manifests are
 * read: no globs. */
bool record_path_is_literal(const struct record_name *path, size_t path_len);

/* Scan a text. `path` has `path_len` names, at most RECORD_PATH_MOST. The page
 * is to be freed whatever is returned. */
enum record_result record_scan(struct record_page *page,
                               const char *text,
                               size_t len,
                               const struct record_name *path,
                               size_t path_len,
                               struct err *err);

/* Write a record without its null members. White space outside of strings is
 * left out when it contains line breaks. 0 or -1, as out_write. */
int record_write(const struct record_page *page,
                 size_t index,
                 struct out *out,
                 struct err *err);

/* Write bytes of JSON, line breaks and other white space outside of strings
 * left out if `compact`. 0 or -1, as out_write. */
int record_write_bytes(const char *text,
                       size_t len,
                       bool compact,
                       struct out *out,
                       struct err *err);

/* Release the memory; may be called twice, and on a page of zeros. */
void record_page_free(struct record_page *page);

#endif
