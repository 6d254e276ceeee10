#include "core/json_text.h"

#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

static unsigned long hex4(const char *p)
{
    unsigned long value = 0;

    for (int i = 0; i < 4; i++) {
        unsigned long c = (unsigned char)p[i];

        value = value << 4 | (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

/* Read "\uXXXX" at `p`, and the other half of a pair; returns the bytes read.
 */
static size_t read_unicode(const char *p, const char *end, unsigned long *point)
{
    unsigned long low;

    *point = hex4(p + 2);
    if (*point < 0xd800 || *point > 0xdbff || end - p < 12 || p[6] != '\\' ||
        p[7] != 'u')
        return 6;
    low = hex4(p + 8);
    if (low < 0xdc00 || low > 0xdfff)
        return 6;
    *point = 0x10000 + ((*point - 0xd800) << 10) + (low - 0xdc00);
    return 12;
}

static char plain_escape(char c)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char *found = strchr(from, c);

    return found != NULL ? to[found - from] : c;
}

size_t json_text_unescape(const char *text, size_t len, char *out)
{
    const char *p = text, *end = text + len;
    char *to = out; /* escapes only get shorter */

    while (p < end) {
        unsigned long point;

        if (*p != '\\') {
            *to++ = *p++;
        } else if (p[1] == 'u') {
            p += read_unicode(p, end, &point);
            to += utf8_encode(point, to);
        } else {
            *to++ = plain_escape(p[1]);
            p += 2;
        }
    }
    return (size_t)(to - out);
}

int json_text_integer(const char *text, size_t len, int64_t *value)
{
    const char *p = text, *end = text + len;
    uint64_t magnitude = 0, most = INT64_MAX;

    if (*p == '-') {
        most++;
        p++;
    }
    for (; p < end; p++) {
        unsigned digit = (unsigned)(*p - '0');

        if (magnitude > (most - digit) / 10)
            return -1;
        magnitude = magnitude * 10 + digit;
    }
    *value = *text == '-' ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
    return 0;
}

/* A decimal of up to 15 digits and up to 22 places is one exact division of
 * two exact doubles, which is rounded rightly. 0, or -1 when it is not so. */
static int short_decimal(const char *text, size_t len, double *value)
{
    static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                     1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                     1e12, 1e13, 1e14, 1e15, 1e16 };
    const char *p = text + (*text == '-'), *end = text + len;
    int64_t digits = 0;
    size_t places = 0, point = 0;

    if (end - p > 16)
        return -1;
    for (; p < end; p++) {
        if (*p == '.') {
            point = 1;
        } else if (*p >= '0' && *p <= '9') {
            digits = digits * 10 + (*p - '0');
            places += point;
        } else {
            return -1;
        }
    }
    *value = (double)digits / powers[places];
    if (*text == '-')
        *value = -*value;
    return 0;
}

double json_text_double(const char *text, size_t len)
{
    double value;

    if (short_decimal(text, len, &value) == 0)
        return value;
    return strtod(text, NULL); /* the program never leaves the C locale */
}
