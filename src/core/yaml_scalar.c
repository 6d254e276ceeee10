#include "core/yaml_scalar.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A matcher that walks a scalar; each step moves `p` or says no. */
struct walk {
    const char *p;
    const char *end;
};

static bool at(const struct walk *w, const char *set)
{
    return w->p < w->end && *w->p != '\0' && strchr(set, *w->p) != NULL;
}

/* Step over bytes of the set; whether there was one. */
static bool many(struct walk *w, const char *set)
{
    const char *first = w->p;

    while (at(w, set))
        w->p++;
    return w->p > first;
}

static bool one(struct walk *w, const char *set)
{
    if (!at(w, set))
        return false;
    w->p++;
    return true;
}

static bool done(const struct walk *w)
{
    return w->p == w->end;
}

static bool word(const char *text, size_t len, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strlen(*words) == len && memcmp(*words, text, len) == 0)
            return true;
    return false;
}

/* (:[0-5]?[0-9])+ */
static bool sexagesimal(struct walk *w)
{
    int groups = 0;

    for (; one(w, ":"); groups++) {
        bool tens = at(w, "012345");

        if (!one(w, "0123456789"))
            return false;
        if (tens)
            one(w, "0123456789");
    }
    return groups > 0;
}

#define DIGITS "0123456789"

/* [-+]? and one of 0b[01_]+, 0x[hex_]+, 0[0-7_]+, 0, [1-9][0-9_]*, and the
 * last with (:[0-5]?[0-9])+ */
static bool is_integer(struct walk w)
{
    one(&w, "+-");
    if (one(&w, "0")) {
        if (one(&w, "b"))
            return many(&w, "01_") && done(&w);
        if (one(&w, "x"))
            return many(&w, DIGITS "abcdefABCDEF_") && done(&w);
        many(&w, "01234567_");
        return done(&w);
    }
    if (!one(&w, DIGITS))
        return false;
    many(&w, DIGITS "_");
    return done(&w) || (sexagesimal(&w) && done(&w));
}

/* ([eE][-+][0-9]+)? and nothing after it: an exponent without a sign makes a
 * scalar text. */
static bool exponent_or_end(struct walk *w)
{
    if (one(w, "eE") && !(one(w, "+-") && many(w, DIGITS)))
        return false;
    return done(w);
}

static bool is_float(struct walk w)
{
    static const char *const infinite[] = { ".inf", ".Inf", ".INF", NULL };
    static const char *const nan[] = { ".nan", ".NaN", ".NAN", NULL };
    bool sign;

    if (word(w.p, (size_t)(w.end - w.p), nan))
        return true;
    sign = one(&w, "+-");
    if (word(w.p, (size_t)(w.end - w.p), infinite))
        return true;
    if (!sign && one(&w, "."))
        return one(&w, DIGITS) && (many(&w, DIGITS "_"), true) &&
               exponent_or_end(&w);
    if (!one(&w, DIGITS))
        return false;
    many(&w, DIGITS "_");
    if (at(&w, ":"))
        return sexagesimal(&w) && one(&w, ".") &&
               (many(&w, DIGITS "_"), done(&w));
    if (!one(&w, "."))
        return false;
    many(&w, DIGITS "_");
    return exponent_or_end(&w);
}

static enum yaml_type type_of_word(const char *text, size_t len)
{
    static const char *const null[] = { "", "~", "null", "Null", "NULL", NULL };
    static const char *const yes[] = { "yes",  "Yes", "YES", "true", "True",
                                       "TRUE", "on",  "On",  "ON",   NULL };
    static const char *const no[] = { "no",    "No",  "NO",  "false", "False",
                                      "FALSE", "off", "Off", "OFF",   NULL };

    if (word(text, len, null))
        return YAML_NULL;
    if (word(text, len, yes))
        return YAML_TRUE;
    if (word(text, len, no))
        return YAML_FALSE;
    return len == 2 && memcmp(text, "<<", 2) == 0 ? YAML_MERGE : YAML_TEXT;
}

enum yaml_type yaml_scalar_type(const char *text, size_t len)
{
    struct walk w = { text, text + len };

    if (len == 0 || strchr("+-.0123456789", *text) == NULL || *text == '\0')
        return type_of_word(text, len);
    if (is_float(w))
        return YAML_FLOAT;
    return is_integer(w) ? YAML_INTEGER : YAML_TEXT;
}

/* Copy without underscores and sign, cut to the size of `plain`. */
static const char *
plain_digits(const char *text, size_t len, char *plain, size_t size)
{
    size_t n = 0;

    for (size_t i = *text == '-' || *text == '+'; i < len; i++)
        if (text[i] != '_' && n + 1 < size)
            plain[n++] = text[i];
    plain[n] = '\0';
    return plain;
}

/* Add digits of a base; -1 beyond 63 bits. */
static int accumulate(const char *digits, unsigned base, uint64_t *value)
{
    for (const char *p = digits; *p != '\0'; p++) {
        unsigned c = (unsigned char)*p;
        unsigned digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

        if (*value > ((uint64_t)INT64_MAX - digit) / base)
            return -1;
        *value = *value * base + digit;
    }
    return 0;
}

/* 1:30:00 is ((1 * 60) + 30) * 60 + 0. */
static int accumulate_sixties(char *digits, uint64_t *value)
{
    char *rest;

    for (char *part = strtok_r(digits, ":", &rest); part != NULL;
         part = strtok_r(NULL, ":", &rest)) {
        uint64_t number = 0;

        if (accumulate(part, 10, &number) != 0 ||
            *value > ((uint64_t)INT64_MAX - number) / 60)
            return -1;
        *value = *value * 60 + number;
    }
    return 0;
}

static int other_base(char *digits, uint64_t *value)
{
    if (strchr(digits, ':') != NULL)
        return accumulate_sixties(digits, value);
    if (digits[1] == 'x')
        return accumulate(digits + 2, 16, value);
    if (digits[1] == 'b')
        return accumulate(digits + 2, 2, value);
    return accumulate(digits, 8, value);
}

int yaml_scalar_integer(const char *text, size_t len, struct buf *out)
{
    char *digits = malloc(len + 2);
    uint64_t value = 0;
    int status;

    if (digits == NULL)
        return -1;
    plain_digits(text, len, digits, len + 2);
    status = *text == '-' && strcmp(digits, "0") != 0 ? buf_putc(out, '-') : 0;
    if (status == 0 && (digits[0] == '0' || strchr(digits, ':') != NULL)) {
        status = other_base(digits, &value);
        if (status == 0)
            status = buf_printf(out, "%" PRIu64, value);
    } else if (status == 0) {
        status = buf_puts(out, digits);
    }
    free(digits);
    return status;
}

static double sexagesimal_float(char *digits)
{
    double value = 0;
    char *rest;

    for (char *part = strtok_r(digits, ":", &rest); part != NULL;
         part = strtok_r(NULL, ":", &rest))
        value = value * 60 + strtod(part, NULL);
    return value;
}

double yaml_scalar_float(const char *text, size_t len)
{
    char digits[400];
    double value;

    plain_digits(text, len, digits, sizeof digits);
    if (digits[0] == '.' && (digits[1] | 0x20) == 'i')
        value = INFINITY;
    else if (digits[0] == '.' && (digits[1] | 0x20) == 'n')
        value = NAN;
    else if (strchr(digits, ':') != NULL)
        value = sexagesimal_float(digits);
    else
        value = strtod(digits, NULL);
    return *text == '-' ? -value : value;
}
