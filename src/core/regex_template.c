#include "core/regex_template.h"

#include <stdlib.h>
#include <string.h>

struct expansion {
    const char *at, *end;
    const struct regex *regex;
    const char *subject;
    struct buf *out;
    struct err *err;
};

static int no_memory(struct expansion *e)
{
    return err_set(e->err, ERR_LIMIT, "replacement: not enough memory");
}

static int add_group(struct expansion *e, long number)
{
    size_t start, end;

    if (number < 0 || (size_t)number > regex_groups(e->regex))
        return err_set(e->err, ERR_SYNTAX,
                       "replacement: invalid group reference");
    if (regex_group(e->regex, (size_t)number, &start, &end) != 0)
        return 0;
    return buf_append(e->out, e->subject + start, end - start) == 0
               ? 0
               : no_memory(e);
}

/* \1 to \99; \0 and what has three octal digits is a byte. */
static int digits(struct expansion *e)
{
    long value = 0;
    int count = 0, octal = *e->at == '0';

    while (count < (octal ? 3 : 2) && e->at < e->end && *e->at >= '0' &&
           *e->at <= (octal ? '7' : '9')) {
        value = value * (octal ? 8 : 10) + (*e->at++ - '0');
        count++;
    }
    if (octal)
        return buf_putc(e->out, (char)value) == 0 ? 0 : no_memory(e);
    return add_group(e, value);
}

/* \g<1> or \g<name>; `at` is at the "<". */
static int named(struct expansion *e)
{
    const char *close = e->at < e->end && *e->at == '<'
                            ? memchr(e->at, '>', (size_t)(e->end - e->at))
                            : NULL;
    char name[128];
    size_t len;
    char *rest;
    long number;

    if (close == NULL || close == e->at + 1 ||
        (len = (size_t)(close - e->at) - 1) >= sizeof name)
        return err_set(e->err, ERR_SYNTAX, "replacement: missing group name");
    memcpy(name, e->at + 1, len);
    name[len] = '\0';
    e->at = close + 1;
    number = strtol(name, &rest, 10);
    if (*rest != '\0')
        number = regex_group_number(e->regex, name);
    if (number < 0)
        return err_set(e->err, ERR_SYNTAX,
                       "replacement: unknown group name '%s'", name);
    return add_group(e, number);
}

static int escape(struct expansion *e)
{
    static const char letters[] = "abfnrtv", bytes[] = "\a\b\f\n\r\t\v";
    char letter;
    const char *found;

    if (++e->at == e->end)
        return err_set(e->err, ERR_SYNTAX,
                       "replacement: bad escape (end of pattern)");
    letter = *e->at;
    if (letter >= '0' && letter <= '9')
        return digits(e);
    e->at++;
    if (letter == 'g')
        return named(e);
    found = letter == '\0' ? NULL : strchr(letters, letter);
    if (found != NULL)
        return buf_putc(e->out, bytes[found - letters]) == 0 ? 0 : no_memory(e);
    if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'))
        return err_set(e->err, ERR_SYNTAX, "replacement: bad escape \\%c",
                       letter);
    if (letter != '\\' && buf_putc(e->out, '\\') != 0)
        return no_memory(e);
    return buf_putc(e->out, letter) == 0 ? 0 : no_memory(e);
}

int regex_template(struct buf *out,
                   const char *text,
                   size_t len,
                   const struct regex *regex,
                   const char *subject,
                   struct err *err)
{
    struct expansion e = { text, text + len, regex, subject, out, err };

    while (e.at < e.end) {
        if (*e.at != '\\') {
            if (buf_putc(out, *e.at++) != 0)
                return no_memory(&e);
        } else if (escape(&e) != 0) {
            return -1;
        }
    }
    return 0;
}
