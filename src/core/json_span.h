/* json_span.h - how far a value goes, and that it is right: all that is asked
 * of the bytes of a record that nobody changes.
 *
 * The grammar is that of json_reader.h, without events and without reasons: who
 * gets NULL asks the reader what is wrong. All functions take the first byte
 * of a thing and the end of the text, and return the byte after the thing. */
#ifndef REVOS_JSON_SPAN_H
#define REVOS_JSON_SPAN_H

#include <stdbool.h>

#include "core/json_scan.h"

/* A value; NULL when it is wrong, cut, or nested deeper than `depth` (at most
 * JSON_DEPTH_MOST). The fastest of the variants that this processor runs. */
const char *json_span(const char *p, const char *end, unsigned depth);

/* A string or key with its quotes; NULL when it is wrong or cut. *escaped is
 * set when there is a backslash in it, and left alone otherwise. */
const char *json_span_string(const char *p, const char *end, bool *escaped);

/* A value that is no object and no array, from its first byte, which there is;
 * NULL when it is wrong or cut. */
const char *json_span_scalar(const char *p, const char *end);

/* The same as json_span a byte at a time: what the others are tested against.
 */
const char *json_span_bytes(const char *p, const char *end, unsigned depth);

/* Some white space, from its second byte on. */
const char *json_span_more_space(const char *p, const char *end);

/* White space, none mostly. */
static inline const char *json_span_space(const char *p, const char *end)
{
    if (p == end || (unsigned char)*p > ' ' || !json_is_space(*p))
        return p;
    return json_span_more_space(p + 1, end);
}

#endif
