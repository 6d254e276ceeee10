/* timestamp.h - times of the Gregorian calendar as text, in formats whose codes
 * have all their digits: what most APIs write.
 *
 * Codes are those of strptime: %Y %m %d %H %M %S %f and, for reading, %z. What
 * these functions do not take is no error: formats with other codes, and texts
 * that leave digits out, are for lua/runtime/time. A time is an integer,
 * microseconds since 1970. */
#ifndef REVOS_TIMESTAMP_H
#define REVOS_TIMESTAMP_H

#include <stddef.h>
#include <stdint.h>

struct timestamp {
    int64_t us;   /* UTC, or of the clock of a time without zone */
    int has_zone; /* %z is in the format */
    int zone;     /* seconds east of UTC */
};

/* Read all of a text. The format has a date, and each code at most once; blanks
 * stand for any number of blanks. 1, or 0 when it does not fit. */
int timestamp_read(const char *text,
                   size_t len,
                   const char *format,
                   size_t format_len,
                   struct timestamp *out);

/* Write the time that a clock shows `us` microseconds after 1970 began on it.
 * The length; or 0 for another format, or when it needs more than `size`. */
size_t timestamp_write(
    char *out, size_t size, int64_t us, const char *format, size_t format_len);

#endif
