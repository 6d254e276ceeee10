/* regex_template.h - what a match is replaced by, as Python's re.sub has it. */
#ifndef REVOS_REGEX_TEMPLATE_H
#define REVOS_REGEX_TEMPLATE_H

#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"
#include "core/regex.h"

/* Append `text` to `out` with \1, \g<1> and \g<name> replaced by the groups of
 * the last match in `subject`, \n and its like by the bytes they stand for. A
 * group that took no part is empty. 0; or -1: ERR_SYNTAX. */
int regex_template(struct buf *out,
                   const char *text,
                   size_t len,
                   const struct regex *regex,
                   const char *subject,
                   struct err *err);

#endif
