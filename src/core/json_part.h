/* json_part.h - one value of a document, as its text. */
#ifndef REVOS_JSON_PART_H
#define REVOS_JSON_PART_H

#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

/* Append the text of the value that a path of keys leads to: "a.b" to that of
 * "b" in that of "a". Of a key that comes twice the last one counts. All of
 * `text` is checked (see json_reader.h). 1, 0 when there is no such value, -1:
 * syntax or limit. */
int json_part_append(struct buf *out,
                     const char *text,
                     size_t len,
                     const char *path,
                     struct err *err);

#endif
