#include "core/timestamp.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, FRACTION, ZONE, CODES };

static const char letters[] = "YmdHMSfz";
static const char widths[] = { 4, 2, 2, 2, 2, 2, 6, 0 };

#define DAY_US 86400000000

/* What is read of a text so far. */
struct reading {
    const char *at, *end;
    int values[CODES];
    unsigned seen; /* bit by code */
};

/* The code of a letter, or -1. */
static int code_of(char letter)
{
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;

    return found != NULL ? (int)(found - letters) : -1;
}

/* At most `most` digits as a number. Returns how many there are. */
static int read_digits(struct reading *reading, int most, int *value)
{
    int count = 0;

    for (*value = 0; count < most && reading->at < reading->end &&
                     *reading->at >= '0' && *reading->at <= '9';
         count++)
        *value = *value * 10 + (*reading->at++ - '0');
    return count;
}

/* "Z", "+01:30" or "+0130". */
static int read_zone(struct reading *reading, int *seconds)
{
    int hours, minutes, sign;

    *seconds = 0;
    if (reading->at == reading->end)
        return 0;
    sign = *reading->at++;
    if (sign == 'Z')
        return 1;
    if ((sign != '+' && sign != '-') || read_digits(reading, 2, &hours) != 2)
        return 0;
    if (reading->at < reading->end && *reading->at == ':')
        reading->at++;
    if (read_digits(reading, 2, &minutes) != 2 || hours > 23 || minutes > 59)
        return 0;
    *seconds = (hours * 60 + minutes) * (sign == '-' ? -60 : 60);
    return 1;
}

static int read_code(struct reading *reading, int code)
{
    int *value, count;

    if (code < 0 || (reading->seen & 1u << code) != 0)
        return 0;
    value = &reading->values[code];
    reading->seen |= 1u << code;
    if (code == ZONE)
        return read_zone(reading, value);
    count = read_digits(reading, widths[code], value);
    if (code != FRACTION)
        return count == widths[code];
    for (int i = count; i < widths[code]; i++)
        *value *= 10;
    return count > 0;
}

static int is_blank(char c)
{
    return isspace((unsigned char)c) != 0;
}

static int read_blanks(struct reading *reading)
{
    if (reading->at == reading->end || !is_blank(*reading->at))
        return 0;
    while (reading->at < reading->end && is_blank(*reading->at))
        reading->at++;
    return 1;
}

static int read_all(struct reading *reading, const char *format, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = format[i];

        if (c == '%') {
            if (++i == len || !read_code(reading, code_of(format[i])))
                return 0;
        } else if (is_blank(c)) {
            if ((i == 0 || !is_blank(format[i - 1])) && !read_blanks(reading))
                return 0;
        } else if (reading->at == reading->end || *reading->at++ != c) {
            return 0;
        }
    }
    return reading->at == reading->end;
}

static int month_length(int year, int month)
{
    static const char lengths[] = { 31, 28, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31 };
    int is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return lengths[month - 1] + (month == 2 && is_leap);
}

static int is_time(const int values[CODES])
{
    return values[YEAR] >= 1 && values[MONTH] >= 1 && values[MONTH] <= 12 &&
           values[DAY] >= 1 &&
           values[DAY] <= month_length(values[YEAR], values[MONTH]) &&
           values[HOUR] <= 23 && values[MINUTE] <= 59 && values[SECOND] <= 59;
}

/* Days since 1970. Years begin in March here, so that the leap day is the last
 * of its year. */
static int64_t days_of(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int year_day = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;

    return (int64_t)y * 365 + y / 4 - y / 100 + y / 400 + year_day - 719468;
}

int timestamp_read(const char *text,
                   size_t len,
                   const char *format,
                   size_t format_len,
                   struct timestamp *out)
{
    enum { DATE = 1u << YEAR | 1u << MONTH | 1u << DAY };
    struct reading reading = { .at = text, .end = text + len };
    const int *values = reading.values;
    int64_t seconds;

    if (!read_all(&reading, format, format_len) ||
        (reading.seen & DATE) != DATE || !is_time(values))
        return 0;
    seconds = days_of(values[YEAR], values[MONTH], values[DAY]) * 86400 +
              values[HOUR] * 3600 + values[MINUTE] * 60 + values[SECOND];
    out->has_zone = (reading.seen & 1u << ZONE) != 0;
    out->zone = values[ZONE];
    out->us = (seconds - out->zone) * 1000000 + values[FRACTION];
    return 1;
}

static int64_t divide(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* The other way around: the year, month and day of a day. */
static void set_date(int64_t values[CODES], int64_t days)
{
    int64_t shifted = days + 719468, era = divide(shifted, 146097);
    int64_t day = shifted - era * 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int64_t year_day = day - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * year_day + 2) / 153; /* 0: March */

    values[DAY] = year_day - (153 * month + 2) / 5 + 1;
    values[MONTH] = month < 10 ? month + 3 : month - 9;
    values[YEAR] = year + era * 400 + (values[MONTH] <= 2);
}

static void set_clock(int64_t values[CODES], int64_t us)
{
    int64_t seconds = us / 1000000;

    values[HOUR] = seconds / 3600;
    values[MINUTE] = seconds / 60 % 60;
    values[SECOND] = seconds % 60;
    values[FRACTION] = us % 1000000;
}

/* A year has as many digits as it needs, the others all. The length. */
static size_t put(char *out, size_t size, int code, int64_t value)
{
    int width = code == YEAR ? 1 : widths[code], len = width;

    if (code == YEAR && (value < 0 || value > 9999)) {
        len = snprintf(out, size, "%lld", (long long)value);
        return (size_t)len < size ? (size_t)len : 0;
    }
    for (int64_t rest = value / 10; code == YEAR && rest > 0; rest /= 10)
        len++;
    if ((size_t)len > size)
        return 0;
    for (int i = len - 1; i >= 0; i--, value /= 10)
        out[i] = (char)('0' + value % 10);
    return (size_t)len;
}

size_t timestamp_write(
    char *out, size_t size, int64_t us, const char *format, size_t format_len)
{
    int64_t values[CODES], of_day = us % DAY_US;
    size_t used = 0;

    set_date(values, divide(us, DAY_US));
    set_clock(values, of_day < 0 ? of_day + DAY_US : of_day);
    for (size_t i = 0; i < format_len; i++) {
        int code = format[i] == '%' && i + 1 < format_len
                       ? code_of(format[i + 1])
                       : ZONE;
        size_t len;

        if (format[i] != '%') {
            if (used == size)
                return 0;
            out[used++] = format[i];
            continue;
        }
        if (code < 0 || code == ZONE)
            return 0;
        len = put(out + used, size - used, code, values[code]);
        if (len == 0)
            return 0;
        used += len;
        i++;
    }
    return used;
}
