/* regex_python.h - a pattern of Python's `re` in the spelling of PCRE2. */
#ifndef REVOS_REGEX_PYTHON_H
#define REVOS_REGEX_PYTHON_H

#include "core/buf.h"

/* Append the pattern to `out`: \Z becomes \z, {,n} becomes {0,n}, \uXXXX and
 * \UXXXXXXXX become \x{...}, the flags "u" and "a" of (?...) go, (?i) in front
 * stays. 0, or -1 without memory. */
int regex_python(struct buf *out, const char *pattern, size_t len);

#endif
