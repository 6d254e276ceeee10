/* record_scan.h - finds the records of a page, while the page arrives.
 *
 * One strict pass over the text (see json_reader.h) finds the records at a path
 * and, in each, the members that somebody asks for and those to leave out
 * because they are null:
 *
 *     scan = record_scan_new(query);
 *     record_scan_feed(scan, text, len);            as often as one likes
 *     result = record_scan_end(scan, text, len, &page, &err);
 *     record_scan_free(scan);
 *
 * What a page can be:
 *   - A body that is a list stands for its elements, each a body of its own.
 *   - The path leads from a body through objects to a value. A list there is
 *     a list of records; an object is one record; nothing, null, false, 0, ""
 *     and {} are none.
 *   - A "*" in the path leads to all members of an object or list. What such a
 *     path leads to are records, each by itself.
 * A page with anything else (records that are no objects, a path through a
 * list without "*", a null member whose key comes twice) is not for this lane:
 * the caller must decode it. */
#ifndef REVOS_RECORD_SCAN_H
#define REVOS_RECORD_SCAN_H

#include "core/err.h"
#include "core/json_reader.h"
#include "core/record_members.h"
#include "core/record_page.h"

enum record_result {
    RECORDS_FAILED = -1, /* err tells why: syntax or limit */
    RECORDS_FOUND,
    RECORDS_OTHER /* not for this lane */
};

struct record_scan {
    const struct record_query *query;
    struct json_reader reader;
    struct record_members members;
    struct record_page page;
    unsigned outer; /* containers around a body: 1 in a list of them */
    bool found[RECORD_PATH_MOST]; /* the name came, in the object there */
    bool has_stars;               /* the path: some "*" */
    struct key_set keys[RECORD_PATH_MOST]; /* that came, in the object there
                                            * whose members are all meant */
    size_t least; /* so many bytes are there before one goes on */
};

/* Begin. The query is borrowed. NULL without memory. */
struct record_scan *record_scan_new(const struct record_query *query);

/* Read on in a text of which `len` bytes have come: those of the time before,
 * perhaps at another address, and more. Nothing is read where the path has a
 * "*": keys are compared at their places then, which must stay. */
void record_scan_feed(struct record_scan *scan, const char *text, size_t len);

/* The text is whole: read the rest of it. Fills the page, which borrows the
 * text and is to be freed whatever is returned. After that, the scan can only
 * be freed. */
enum record_result record_scan_end(struct record_scan *scan,
                                   const char *text,
                                   size_t len,
                                   struct record_page *page,
                                   struct err *err);

/* Free it, at its end or before. NULL is fine. */
void record_scan_free(struct record_scan *scan);

/* All of it for a text that is there. */
enum record_result record_scan(struct record_page *page,
                               const char *text,
                               size_t len,
                               const struct record_query *query,
                               struct err *err);

#endif
