/* record_write.h - the records of a page on their way out: their bytes, without
 * the members that are null, and with some members changed. */
#ifndef REVOS_RECORD_WRITE_H
#define REVOS_RECORD_WRITE_H

#include "core/buf.h"
#include "core/out.h"
#include "core/record_page.h"

/* What becomes of the members that were asked for. Those of `changed` leave
 * with a new value, or not at all when they are not in `set`; a bit for each
 * name. */
struct record_change {
    const struct record_names *names;
    uint64_t changed;
    uint64_t set;
    size_t ends[RECORD_NAMES_MOST]; /* of the new values in `values` */
    struct buf values; /* JSON, one after the other in the order of names */
};

/* Write a record. `change` may be NULL. Members that are replaced keep their
 * places, new ones come last. White space outside of strings is left out when
 * the record has line breaks. 0 or -1, as out_write. */
int record_write(const struct record_page *page,
                 size_t index,
                 const struct record_change *change,
                 struct out *out,
                 struct err *err);

/* The same to the end of a buffer. 0, or -1 without memory. */
int record_append(const struct record_page *page,
                  size_t index,
                  struct buf *buf);

#endif
