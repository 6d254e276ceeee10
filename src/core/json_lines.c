#include "core/json_lines.h"

#include <string.h>

#include "core/json_reader.h"
#include "core/json_span.h"

/* Take a line off the text. False when there is no whole one. */
static bool take_line(struct json_lines *lines)
{
    const char *end;

    while (lines->len > 0 && *lines->text == '\n') {
        lines->text++;
        lines->len--;
    }
    if (lines->len == 0)
        return false;
    end = memchr(lines->text, '\n', lines->len);
    if (end == NULL && !lines->is_final)
        return false;
    lines->line = lines->text;
    lines->line_len = end != NULL ? (size_t)(end - lines->text) : lines->len;
    lines->text += lines->line_len;
    lines->len -= lines->line_len;
    return true;
}

/* Whether the line is one value. */
static bool is_value(const struct json_lines *lines)
{
    const char *end = lines->line + lines->line_len;
    const char *p =
        json_span(json_span_space(lines->line, end), end, JSON_DEPTH - 1);

    return p != NULL && json_span_space(p, end) == end;
}

/* The same for a line with numbers that are no plain ones, which is rare. The
 * reader tells what is wrong. */
static bool is_value_with_words(struct json_lines *lines)
{
    struct json_limits limits = { .depth = JSON_DEPTH - 1, .words = true };
    struct json_reader reader;
    enum json_event event;

    json_reader_init(&reader, lines->line, lines->line_len, &limits);
    while ((event = json_next(&reader)) > JSON_END)
        continue;
    lines->err = reader.err;
    return event == JSON_END;
}

enum json_lines_result json_lines_next(struct json_lines *lines,
                                       struct buf *out)
{
    if (!take_line(lines))
        return JSON_LINES_END;
    if (!is_value(lines) && !is_value_with_words(lines))
        return JSON_LINE_REFUSED;
    if (buf_append(out, lines->line, lines->line_len) != 0 ||
        buf_putc(out, ',') != 0)
        return JSON_LINES_NO_MEMORY;
    return JSON_LINE_ADDED;
}
