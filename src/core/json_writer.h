/* json_writer.h - the leaves of JSON text: strings and numbers. */
#ifndef REVOS_JSON_WRITER_H
#define REVOS_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"

/* Append `text` in quotes. `ascii` escapes all that is not ASCII. Bytes that
 * are not UTF-8 become U+FFFD, except a lone surrogate as json_text.h leaves
 * it, which becomes its escape. 0, or -1 without memory. */
int json_write_string(struct buf *out,
                      const char *text,
                      size_t len,
                      bool ascii);

/* Append the shortest decimal that reads back as the same double, always with
 * a point or an exponent; `null` for what JSON cannot write. `python` spells
 * exponents as Python does (1e+16, 1e-05), and what JSON cannot write NaN,
 * Infinity or -Infinity. 0, or -1 without memory. */
int json_write_double(struct buf *out, double value, bool python);

/* Append an integer. 0, or -1 without memory. */
int json_write_integer(struct buf *out, int64_t value);

#endif
