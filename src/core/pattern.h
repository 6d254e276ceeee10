/* pattern.h - the patterns of Lua (manual §6.4.1), with a bound on the work.
 *
 * Lua's own functions try all ways of a pattern in one call that nothing can
 * stop: "(a-)(a-)(a-)b" over a long text takes for ever. This one counts the
 * characters it looks at. */
#ifndef REVOS_PATTERN_H
#define REVOS_PATTERN_H

#include <stddef.h>

#include "core/err.h"

enum { PATTERN_CAPTURES = 32 };

/* The length of a capture that is a position. */
#define PATTERN_POSITION ((size_t)-1)

struct pattern_match {
    size_t start, stop; /* bytes [start, stop) of the text */
    int captures;
    struct {
        size_t start, len;
    } capture[PATTERN_CAPTURES];
};

struct pattern {
    const char *text;
    size_t text_len;
    const char *pattern;
    size_t pattern_len;
};

/* Look for `what` from byte `init` on. 1 and `match`, 0: none, or -1:
 * ERR_SYNTAX for a malformed pattern, ERR_LIMIT when `steps`, which is counted
 * down, is used up or the pattern is too complex. */
int pattern_find(const struct pattern *what,
                 size_t init,
                 struct pattern_match *match,
                 long *steps,
                 struct err *err);

#endif
