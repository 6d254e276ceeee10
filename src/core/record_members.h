/* record_members.h - one record read: its members are right, and those are
 * marked that somebody asks for or that are null.
 *
 * The hot loop of a read. What is wrong in a record, it does not tell: that is
 * for the reader of events (json_reader.h). */
#ifndef REVOS_RECORD_MEMBERS_H
#define REVOS_RECORD_MEMBERS_H

#include "core/key_set.h"
#include "core/record_page.h"

struct record_members {
    const struct record_names *names; /* NULL: none are asked for */
    uint64_t lengths;    /* a bit for the length of each name, 63 for more */
    struct key_set keys; /* of the record that was read last */
    bool escaped;        /* one of them has a backslash */
};

/* Begin to read records in which the names are asked for. They are borrowed. */
void record_members_begin(struct record_members *members,
                          const struct record_names *names);

/* Read the members of a record of the page, from the byte after its brace on;
 * their values may be nested `depth` levels deep. Returns the byte after the
 * closing brace. NULL when the record is wrong or cut, and without memory
 * (page->is_other then); its marks are to be taken back. */
const char *record_members_read(struct record_members *members,
                                struct record_page *page,
                                const char *p,
                                unsigned depth);

/* Release the memory. */
void record_members_end(struct record_members *members);

#endif
