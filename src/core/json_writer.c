#include "core/json_writer.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/json_scan.h"
#include "core/utf8.h"

static int write_unit(struct buf *out, unsigned long unit)
{
    return buf_printf(out, "\\u%04lx", unit);
}

static int write_escape(struct buf *out, unsigned char byte)
{
    static const char from[] = "\b\f\n\r\t\"\\", to[] = "bfnrt\"\\";
    const char *found = byte != '\0' ? strchr(from, byte) : NULL;
    char pair[2] = { '\\', found != NULL ? to[found - from] : 'u' };

    return found != NULL ? buf_append(out, pair, 2) : write_unit(out, byte);
}

static int write_point(struct buf *out, unsigned long point)
{
    if (point < 0x10000)
        return write_unit(out, point);
    if (write_unit(out, 0xd800 + ((point - 0x10000) >> 10)) != 0)
        return -1;
    return write_unit(out, 0xdc00 + ((point - 0x10000) & 0x3ff));
}

/* The three bytes of a surrogate written as a character. */
static int is_surrogate(const char *p, const char *end)
{
    return end - p >= 3 && (unsigned char)p[0] == 0xed &&
           ((unsigned char)p[1] & 0xe0) == 0xa0 &&
           ((unsigned char)p[2] & 0xc0) == 0x80;
}

/* Append the character above ASCII at `p`; returns the bytes it takes, 0
 * without memory. */
static size_t
write_character(struct buf *out, const char *p, const char *end, bool ascii)
{
    size_t len = utf8_length(p, end);
    int done;

    if (len == 0 && is_surrogate(p, end)) {
        len = 3;
        done = write_unit(out, utf8_decode(p, 3));
    } else if (len == 0) {
        len = 1;
        done = ascii ? write_unit(out, 0xfffd) : buf_puts(out, "\xef\xbf\xbd");
    } else {
        done = ascii ? write_point(out, utf8_decode(p, len))
                     : buf_append(out, p, len);
    }
    return done == 0 ? len : 0;
}

static size_t
write_special(struct buf *out, const char *p, const char *end, bool ascii)
{
    if ((unsigned char)*p < 0x80)
        return write_escape(out, (unsigned char)*p) == 0 ? 1 : 0;
    return write_character(out, p, end, ascii);
}

int json_write_string(struct buf *out, const char *text, size_t len, bool ascii)
{
    const char *p = text, *end = text + len;

    if (buf_reserve(out, len + 2) != 0 || buf_putc(out, '"') != 0)
        return -1;
    while (p < end) {
        const char *special = json_scan(p, end);
        size_t n;

        if (buf_append(out, p, (size_t)(special - p)) != 0)
            return -1;
        if (special == end)
            break;
        n = write_special(out, special, end, ascii);
        if (n == 0)
            return -1;
        p = special + n;
    }
    return buf_putc(out, '"');
}

/* The shortest digits that give `value` back, as "d.ddde+x". Fifteen digits
 * are enough or not enough for a normal double in a known way; below the normal
 * ones fewer may do. */
static void shortest(double value, char *text, size_t size)
{
    int precision = fabs(value) < DBL_MIN ? 1 : 15;

    do
        snprintf(text, size, "%.*e", precision - 1, value);
    while (strtod(text, NULL) != value && ++precision <= 17);
}

struct decimal {
    char digits[20];
    int count;    /* of digits, without zeros at the end */
    int exponent; /* of the first digit */
};

static void split(const char *text, struct decimal *d)
{
    const char *p = text;

    d->count = 0;
    for (; *p != 'e'; p++)
        if (*p >= '0' && *p <= '9')
            d->digits[d->count++] = *p;
    while (d->count > 1 && d->digits[d->count - 1] == '0')
        d->count--;
    d->exponent = atoi(p + 1);
}

static int write_exponent(struct buf *out, const struct decimal *d, bool python)
{
    if (buf_putc(out, d->digits[0]) != 0)
        return -1;
    if (d->count > 1 &&
        (buf_putc(out, '.') != 0 ||
         buf_append(out, d->digits + 1, (size_t)d->count - 1) != 0))
        return -1;
    return buf_printf(out, python ? "e%+03d" : "e%d", d->exponent);
}

static int write_zeros(struct buf *out, int count)
{
    int status = 0;

    while (count-- > 0 && status == 0)
        status = buf_putc(out, '0');
    return status;
}

static int write_plain(struct buf *out, const struct decimal *d)
{
    int whole = d->exponent + 1; /* digits before the point */
    int first = whole < d->count ? whole : d->count;

    if (whole <= 0) {
        if (buf_puts(out, "0.") != 0 || write_zeros(out, -whole) != 0)
            return -1;
        return buf_append(out, d->digits, (size_t)d->count);
    }
    if (buf_append(out, d->digits, (size_t)first) != 0 ||
        write_zeros(out, whole - first) != 0 || buf_putc(out, '.') != 0)
        return -1;
    return first == d->count
               ? buf_putc(out, '0')
               : buf_append(out, d->digits + first, (size_t)(d->count - first));
}

static const char *python_word(double value)
{
    if (isnan(value))
        return "NaN";
    return signbit(value) ? "-Infinity" : "Infinity";
}

int json_write_double(struct buf *out, double value, bool python)
{
    struct decimal decimal;
    char text[40];

    if (!isfinite(value))
        return buf_puts(out, python ? python_word(value) : "null");
    shortest(fabs(value), text, sizeof text);
    split(text, &decimal);
    if (signbit(value) && buf_putc(out, '-') != 0)
        return -1;
    if (decimal.exponent < (python ? -4 : -5) || decimal.exponent >= 16)
        return write_exponent(out, &decimal, python);
    return write_plain(out, &decimal);
}

int json_write_integer(struct buf *out, int64_t value)
{
    char digits[24], *p = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        *--p = '-';
    return buf_append(out, p, (size_t)(digits + sizeof digits - p));
}
