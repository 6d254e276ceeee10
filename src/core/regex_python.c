#include "core/regex_python.h"

#include <string.h>

/* How far a pattern has been read. */
struct reading {
    const char *at, *end;
    int in_class;
    struct buf *out;
};

static int copy(struct reading *r, size_t len)
{
    int status = buf_append(r->out, r->at, len);

    r->at += len;
    return status;
}

/* \u and \U: `digits` of them follow. */
static int code_point(struct reading *r, size_t digits)
{
    if ((size_t)(r->end - r->at) < digits + 2)
        return copy(r, 2);
    if (buf_puts(r->out, "\\x{") != 0 ||
        buf_append(r->out, r->at + 2, digits) != 0)
        return -1;
    r->at += digits + 2;
    return buf_putc(r->out, '}');
}

static int escape(struct reading *r)
{
    if (r->end - r->at < 2)
        return copy(r, 1);
    switch (r->at[1]) {
    case 'Z':
        r->at += 2;
        return buf_puts(r->out, "\\z");
    case 'u':
        return code_point(r, 4);
    case 'U':
        return code_point(r, 8);
    default:
        return copy(r, 2);
    }
}

/* "(?flags" and then ")" or ":": without the letters PCRE2 does not know. */
static int group(struct reading *r)
{
    const char *p = r->at + 2;

    while (p < r->end && strchr("aiLmsux-", *p) != NULL)
        p++;
    if (p == r->at + 2 || p >= r->end || (*p != ')' && *p != ':'))
        return copy(r, 1);
    if (copy(r, 2) != 0)
        return -1;
    for (; r->at < p; r->at++)
        if (strchr("auL", *r->at) == NULL && buf_putc(r->out, *r->at) != 0)
            return -1;
    return 0;
}

/* "{,n}" */
static int braces(struct reading *r)
{
    const char *p = r->at + 2;

    if (r->end - r->at < 3 || r->at[1] != ',')
        return copy(r, 1);
    while (p < r->end && *p >= '0' && *p <= '9')
        p++;
    if (p == r->end || *p != '}')
        return copy(r, 1);
    r->at++;
    return buf_puts(r->out, "{0");
}

/* '[' opens a class; a ']' right after it, or after '^', is one of its
 * members, and a '[' in it is no class of POSIX. */
static int open_class(struct reading *r)
{
    r->in_class = 1;
    if (copy(r, 1) != 0)
        return -1;
    if (r->at < r->end && *r->at == '^' && copy(r, 1) != 0)
        return -1;
    return r->at < r->end && *r->at == ']' ? copy(r, 1) : 0;
}

static int in_class(struct reading *r)
{
    if (*r->at == ']')
        r->in_class = 0;
    if (*r->at == '[' && buf_putc(r->out, '\\') != 0)
        return -1;
    return copy(r, 1);
}

static int step(struct reading *r)
{
    if (*r->at == '\\')
        return escape(r);
    if (r->in_class)
        return in_class(r);
    if (*r->at == '[')
        return open_class(r);
    if (*r->at == '{')
        return braces(r);
    if (*r->at == '(' && r->end - r->at > 2 && r->at[1] == '?')
        return group(r);
    return copy(r, 1);
}

int regex_python(struct buf *out, const char *pattern, size_t len)
{
    struct reading r = { .at = pattern, .end = pattern + len, .out = out };

    while (r.at < r.end)
        if (step(&r) != 0)
            return -1;
    return 0;
}
