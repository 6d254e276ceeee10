#include "core/pattern.h"

#include <ctype.h>
#include <string.h>

enum { DEPTH = 400 };

#define OPEN ((size_t)-2) /* the length of a capture that has not ended */

struct state {
    const char *text, *text_end;
    const char *pattern_end;
    struct pattern_match *match;
    long *steps;
    int depth;
    enum err_code code;
    const char *problem; /* NULL: none */
};

static const char *fail(struct state *st, enum err_code code, const char *why)
{
    if (st->problem == NULL) {
        st->problem = why;
        st->code = code;
    }
    return NULL;
}

static const char *malformed(struct state *st, const char *why)
{
    return fail(st, ERR_SYNTAX, why);
}

/* Count one look at a character; 0 when there were too many. */
static int step(struct state *st)
{
    if (--*st->steps > 0)
        return 1;
    fail(st, ERR_LIMIT, "stopped: a pattern takes too long");
    return 0;
}

/* The end of the single class at `p`; NULL: malformed. */
static const char *class_end(struct state *st, const char *p)
{
    if (p == st->pattern_end)
        return malformed(st, "malformed pattern (ends with '%')");
    if (*p++ == '%') {
        if (p == st->pattern_end)
            return malformed(st, "malformed pattern (ends with '%')");
        return p + 1;
    }
    if (p[-1] != '[')
        return p;
    if (p < st->pattern_end && *p == '^')
        p++;
    do { /* the first ']' is a character of the set */
        if (p == st->pattern_end)
            return malformed(st, "malformed pattern (missing ']')");
        if (*p++ == '%') {
            if (p == st->pattern_end)
                return malformed(st, "malformed pattern (missing ']')");
            p++;
        }
    } while (p == st->pattern_end || *p != ']');
    return p + 1;
}

static int is_of(unsigned char c, unsigned char class)
{
    static const char names[] = "acdglpsuwx";
    static int (*const are[])(int) = {
        isalpha, iscntrl, isdigit, isgraph, islower,
        ispunct, isspace, isupper, isalnum, isxdigit,
    };
    const char *name = class == '\0' ? NULL : strchr(names, tolower(class));

    if (name == NULL)
        return class == c;
    return (are[name - names](c) != 0) != (isupper(class) != 0);
}

/* Is `c` in the set from '[' at `p` to ']' at `last`? */
static int in_set(unsigned char c, const char *p, const char *last)
{
    int found = 1;

    if (p[1] == '^') {
        found = 0;
        p++;
    }
    while (++p < last) {
        if (*p == '%') {
            p++;
            if (is_of(c, (unsigned char)*p))
                return found;
        } else if (p[1] == '-' && p + 2 < last) {
            p += 2;
            if ((unsigned char)p[-2] <= c && c <= (unsigned char)*p)
                return found;
        } else if ((unsigned char)*p == c) {
            return found;
        }
    }
    return !found;
}

/* Does the character at `s` fit the single class [p, end)? */
static int fits(struct state *st, const char *s, const char *p, const char *end)
{
    unsigned char c;

    if (!step(st) || s >= st->text_end)
        return 0;
    c = (unsigned char)*s;
    switch (*p) {
    case '.':
        return 1;
    case '%':
        return is_of(c, (unsigned char)p[1]);
    case '[':
        return in_set(c, p, end - 1);
    default:
        return (unsigned char)*p == c;
    }
}

static const char *do_match(struct state *st, const char *s, const char *p);

static const char *
longest(struct state *st, const char *s, const char *p, const char *end)
{
    const char *at = s;

    while (fits(st, at, p, end))
        at++;
    for (; at >= s && st->problem == NULL; at--) {
        const char *result = do_match(st, at, end + 1);

        if (result != NULL)
            return result;
        step(st);
    }
    return NULL;
}

static const char *
shortest(struct state *st, const char *s, const char *p, const char *end)
{
    while (st->problem == NULL) {
        const char *result = do_match(st, s, end + 1);

        if (result != NULL || !fits(st, s, p, end))
            return result;
        s++;
    }
    return NULL;
}

static const char *
open_capture(struct state *st, const char *s, const char *p, size_t len)
{
    struct pattern_match *match = st->match;
    const char *result;

    if (match->captures >= PATTERN_CAPTURES)
        return malformed(st, "too many captures");
    match->capture[match->captures].start = (size_t)(s - st->text);
    match->capture[match->captures].len = len;
    match->captures++;
    result = do_match(st, s, p);
    if (result == NULL)
        match->captures--;
    return result;
}

static const char *close_capture(struct state *st, const char *s, const char *p)
{
    struct pattern_match *match = st->match;
    const char *result;
    int i = match->captures - 1;

    while (i >= 0 && match->capture[i].len != OPEN)
        i--;
    if (i < 0)
        return malformed(st, "invalid pattern capture");
    match->capture[i].len = (size_t)(s - st->text) - match->capture[i].start;
    result = do_match(st, s, p);
    if (result == NULL)
        match->capture[i].len = OPEN;
    return result;
}

/* "%1": the same once more. */
static const char *
repeat_capture(struct state *st, const char *s, const char *p)
{
    struct pattern_match *match = st->match;
    int i = *p - '1';
    size_t len;

    if (i < 0 || i >= match->captures || match->capture[i].len == OPEN)
        return malformed(st, "invalid capture index in a pattern");
    len = match->capture[i].len;
    if (len == PATTERN_POSITION)
        len = 0;
    *st->steps -= (long)(len / 16);
    if ((size_t)(st->text_end - s) < len ||
        memcmp(st->text + match->capture[i].start, s, len) != 0)
        return NULL;
    return do_match(st, s + len, p + 1);
}

/* "%bxy" */
static const char *balanced(struct state *st, const char *s, const char *p)
{
    int open = 1;

    if (st->pattern_end - p < 2)
        return malformed(st, "malformed pattern (missing arguments to '%b')");
    if (s >= st->text_end || *s != *p)
        return NULL;
    while (++s < st->text_end && step(st)) {
        if (*s == p[1]) {
            if (--open == 0)
                return do_match(st, s + 1, p + 2);
        } else if (*s == *p) {
            open++;
        }
    }
    return NULL;
}

/* "%f[set]" */
static const char *frontier(struct state *st, const char *s, const char *p)
{
    const char *end;
    unsigned char before = s == st->text ? 0 : (unsigned char)s[-1];
    unsigned char after = s < st->text_end ? (unsigned char)*s : 0;

    if (p == st->pattern_end || *p != '[')
        return malformed(st, "missing '[' after '%f' in pattern");
    end = class_end(st, p);
    if (end == NULL || in_set(before, p, end - 1) || !in_set(after, p, end - 1))
        return NULL;
    return do_match(st, s, end);
}

/* A single class [p, end) and its suffix. */
static const char *
repeated(struct state *st, const char *s, const char *p, const char *end)
{
    if (*end == '*')
        return longest(st, s, p, end);
    if (*end == '-')
        return shortest(st, s, p, end);
    if (fits(st, s, p, end)) {
        const char *result = *end == '+' ? longest(st, s + 1, p, end)
                                         : do_match(st, s + 1, end + 1);

        if (result != NULL || *end == '+')
            return result;
    }
    return *end == '?' ? do_match(st, s, end + 1) : NULL;
}

/* What is no single class. */
static int is_special(const struct state *st, const char *p)
{
    size_t left = (size_t)(st->pattern_end - p);

    return *p == '(' || *p == ')' || (*p == '$' && left == 1) ||
           (*p == '%' && left > 1 &&
            (p[1] == 'b' || p[1] == 'f' || isdigit((unsigned char)p[1])));
}

static const char *special(struct state *st, const char *s, const char *p)
{
    if (*p == '$')
        return s == st->text_end ? s : NULL;
    if (*p == ')')
        return close_capture(st, s, p + 1);
    if (*p == '(')
        return p + 1 < st->pattern_end && p[1] == ')'
                   ? open_capture(st, s, p + 2, PATTERN_POSITION)
                   : open_capture(st, s, p + 1, OPEN);
    if (p[1] == 'b')
        return balanced(st, s, p + 2);
    if (p[1] == 'f')
        return frontier(st, s, p + 2);
    return repeat_capture(st, s, p + 1);
}

/* Single classes without a suffix go on in a loop, all else by a call. */
static const char *match_here(struct state *st, const char *s, const char *p)
{
    while (p < st->pattern_end && step(st)) {
        const char *end;

        if (is_special(st, p))
            return special(st, s, p);
        end = class_end(st, p);
        if (end == NULL)
            return NULL;
        if (end < st->pattern_end && *end != '\0' &&
            strchr("*+-?", *end) != NULL)
            return repeated(st, s, p, end);
        if (!fits(st, s, p, end))
            return NULL;
        s++;
        p = end;
    }
    return s;
}

static const char *do_match(struct state *st, const char *s, const char *p)
{
    const char *result;

    if (st->depth == DEPTH)
        return fail(st, ERR_LIMIT, "pattern too complex");
    st->depth++;
    result = match_here(st, s, p);
    st->depth--;
    return st->problem == NULL ? result : NULL;
}

static int has_open_capture(const struct pattern_match *match)
{
    for (int i = 0; i < match->captures; i++)
        if (match->capture[i].len == OPEN)
            return 1;
    return 0;
}

/* Where the next match may begin: a pattern whose first item is a byte begins
 * with that. NULL: nowhere. */
static const char *
candidate(const struct state *st, const char *s, const char *p)
{
    static const char signs[] = "*+?-"; /* its NUL is one, too */

    if (p == st->pattern_end || strchr("^$*+?.()[%-", *p) != NULL ||
        (p + 1 < st->pattern_end && strchr(signs, p[1]) != NULL))
        return s;
    return memchr(s, *p, (size_t)(st->text_end - s));
}

int pattern_find(const struct pattern *what,
                 size_t init,
                 struct pattern_match *match,
                 long *steps,
                 struct err *err)
{
    struct state st = { .text = what->text,
                        .text_end = what->text + what->text_len,
                        .pattern_end = what->pattern + what->pattern_len,
                        .match = match,
                        .steps = steps };
    int anchored = what->pattern_len > 0 && *what->pattern == '^';
    const char *s = what->text + init, *p = what->pattern + anchored;
    const char *end = NULL;

    for (; s <= st.text_end; s++) {
        const char *first = anchored ? s : candidate(&st, s, p);

        if (first == NULL)
            break;
        s = first;
        match->captures = 0;
        end = do_match(&st, s, p);
        if (end != NULL || st.problem != NULL || anchored)
            break;
    }
    if (st.problem == NULL && end != NULL && has_open_capture(match))
        malformed(&st, "unfinished capture");
    if (st.problem != NULL)
        return err_set(err, st.code, "%s", st.problem);
    if (end == NULL)
        return 0;
    match->start = (size_t)(s - st.text);
    match->stop = (size_t)(end - st.text);
    return 1;
}
