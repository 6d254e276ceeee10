/* json_span.h - how far a value goes, and that it is right: all that is asked
 * of the bytes of a record that nobody changes.
 *
 * The grammar is that of json_reader.h, without events and without reasons: who
 * gets NULL asks the reader what is wrong. All functions take the first byte
 * of a thing and the end of the text, and return the byte after the thing. */
#ifndef REVOS_JSON_SPAN_H
#define REVOS_JSON_SPAN_H

#include <stdbool.h>

/* A value; NULL when it is wrong, cut, or nested deeper than `depth` (at most
 * JSON_DEPTH_MOST). The fastest of the variants that this processor runs. */
const char *json_span(const char *p, const char *end, unsigned depth);

/* A string or key with its quotes; NULL when it is wrong or cut. *escaped is
 * set when there is a backslash in it, and left alone otherwise. */
const char *json_span_string(const char *p, const char *end, bool *escaped);

/* The same a byte at a time: what the others are tested against. */
const char *json_span_bytes(const char *p, const char *end, unsigned depth);

/* White space, none perhaps. */
static inline const char *json_span_space(const char *p, const char *end)
{
    while (p < end && (unsigned char)*p <= ' ' &&
           (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    return p;
}

#endif
