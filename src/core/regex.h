/* regex.h - regular expressions in the spelling of Python's `re`.
 *
 * PCRE2 does the work. Where Python spells otherwise (\Z, {,n}, \uXXXX) the
 * pattern is rewritten; classes are those of Unicode. Steps and memory of a
 * search are limited, so that a hostile pattern ends. */
#ifndef REVOS_REGEX_H
#define REVOS_REGEX_H

#include <stddef.h>

#include "core/err.h"

enum {
    REGEX_ANCHORED = 1, /* match at the start offset only */
    REGEX_FULL = 2,     /* and up to the end of the text */
    REGEX_NOT_EMPTY = 4 /* no empty match at the start offset */
};

struct regex;

/* Compile. `flags` holds letters of "imsx". 0; or -1: ERR_SYNTAX, with the
 * offset in the message. */
int regex_compile(struct regex **out,
                  const char *pattern,
                  size_t len,
                  const char *flags,
                  struct err *err);

/* Free it; NULL is fine. */
void regex_free(void *regex);

/* How many groups there are, without the whole match. */
size_t regex_groups(const struct regex *regex);

/* The name of group `i` (from 1), or NULL. */
const char *regex_group_name(const struct regex *regex, size_t i);

/* The number of the group of that name, or -1. */
int regex_group_number(const struct regex *regex, const char *name);

/* Search in text[start, len). 1 for a match, 0 for none, -1 for a failure:
 * ERR_LIMIT. */
int regex_search(struct regex *regex,
                 const char *text,
                 size_t len,
                 size_t start,
                 int options,
                 struct err *err);

/* Of the last match: where group `i` (0: all of it) begins and ends. 0, or -1
 * when the group took no part. */
int regex_group(const struct regex *regex,
                size_t i,
                size_t *start,
                size_t *end);

#endif
