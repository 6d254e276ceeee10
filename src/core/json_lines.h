/* json_lines.h - lines of JSON as the elements of one list.
 *
 *     struct json_lines lines = { .text = text, .len = len, .is_final = true };
 *     while ((result = json_lines_next(&lines, &out)) != JSON_LINES_END)
 *         if (result == JSON_LINE_REFUSED)
 *             ... lines.line, lines.err
 *
 * A line is everything between line feeds; empty ones are passed over. */
#ifndef REVOS_JSON_LINES_H
#define REVOS_JSON_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/err.h"

struct json_lines {
    const char *text; /* what is left */
    size_t len;
    bool is_final;    /* nothing comes after it */
    const char *line; /* the last one */
    size_t line_len;
    struct err err; /* why it was refused */
};

enum json_lines_result {
    JSON_LINES_NO_MEMORY = -1,
    JSON_LINES_END, /* no whole line is left; what is may go on */
    JSON_LINE_ADDED,
    JSON_LINE_REFUSED
};

/* Append the next line, strict JSON that may be an element of a list, and a
 * comma to `out`. NaN, Infinity and -Infinity, which are no JSON, pass: who
 * reads `out` must know them. */
enum json_lines_result json_lines_next(struct json_lines *lines,
                                       struct buf *out);

#endif
