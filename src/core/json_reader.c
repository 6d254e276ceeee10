#include "core/json_reader.h"

#include <string.h>

#include "core/json_scan.h"
#include "core/json_span.h"
#include "core/utf8.h"

enum { AT_VALUE, AT_FIRST_ELEMENT, AT_FIRST_MEMBER, AT_REST, TOO_LARGE };

void json_reader_init(struct json_reader *r,
                      const char *text,
                      size_t len,
                      const struct json_limits *limits)
{
    r->text = text;
    r->len = len;
    r->is_part = false;
    r->pos = r->start = r->end = 0;
    r->escaped = r->integer = r->words = false;
    r->state = AT_VALUE;
    r->depth = 0;
    r->max_depth = JSON_DEPTH;
    r->err.code = ERR_NONE;
    r->err.message[0] = '\0';
    if (limits == NULL)
        return;
    r->words = limits->words;
    if (limits->depth != 0)
        r->max_depth =
            limits->depth < JSON_DEPTH_MOST ? limits->depth : JSON_DEPTH_MOST;
    if (limits->size != 0 && len > limits->size)
        r->state = TOO_LARGE;
}

enum json_event json_reader_fail(struct json_reader *r,
                                 size_t pos,
                                 enum err_code code,
                                 const char *reason)
{
    unsigned line = 1;
    size_t first = 0;

    if (r->is_part)
        return JSON_ERROR;
    for (size_t i = 0; i < pos && i < r->len; i++) {
        if (r->text[i] == '\n') {
            line++;
            first = i + 1;
        }
    }
    err_set(&r->err, code, "%u:%u: %s", line, (unsigned)(pos - first + 1),
            reason);
    r->err.line = line;
    r->err.column = (unsigned)(pos - first + 1);
    return JSON_ERROR;
}

/* The text does not go on as JSON at `pos`. */
static enum json_event
wrong(struct json_reader *r, size_t pos, const char *reason)
{
    return json_reader_fail(r, pos, ERR_SYNTAX,
                            pos < r->len ? reason : "the text ends too early");
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_space(struct json_reader *r)
{
    r->pos =
        (size_t)(json_span_space(r->text + r->pos, r->text + r->len) - r->text);
}

/* The next byte, or a NUL at the end: no caller takes a NUL for something. */
static char peek(const struct json_reader *r)
{
    return r->pos < r->len ? r->text[r->pos] : '\0';
}

static int hex_digits(const struct json_reader *r, size_t pos)
{
    for (size_t i = pos; i < pos + 4; i++) {
        char c = i < r->len ? r->text[i] : '\0';

        if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
            return 0;
    }
    return 1;
}

/* The bytes of the escape at `pos`, or 0 when it is none. */
static size_t escape_length(const struct json_reader *r, size_t pos)
{
    char c = pos + 1 < r->len ? r->text[pos + 1] : '\0';

    if (c == 'u')
        return hex_digits(r, pos + 2) ? 6 : 0;
    return c != '\0' && strchr("\"\\/bfnrt", c) != NULL ? 2 : 0;
}

/* One step of a string over a byte that is not plain. 1: it was the closing
 * quote, 0: go on, -1: error. */
static int string_step(struct json_reader *r)
{
    const char *p = r->text + r->pos;
    unsigned char c = (unsigned char)*p;
    size_t n;

    if (c == '"') {
        r->pos++;
        return 1;
    }
    if (c == '\\') {
        n = escape_length(r, r->pos);
        r->escaped = true;
        if (n == 0) {
            wrong(r, r->pos, "wrong escape in a string");
            return -1;
        }
    } else {
        n = c < 0x20 ? 0 : utf8_length(p, r->text + r->len);
        if (n == 0) {
            wrong(r, r->pos,
                  c < 0x20 ? "control character in a string"
                           : "the text is not UTF-8");
            return -1;
        }
    }
    r->pos += n;
    return 0;
}

static int read_string(struct json_reader *r)
{
    const char *end = r->text + r->len;
    int done = 0;

    r->start = r->pos++;
    r->escaped = false;
    while (done == 0) {
        r->pos = (size_t)(json_scan(r->text + r->pos, end) - r->text);
        if (r->pos == r->len) {
            wrong(r, r->pos, "");
            return -1;
        }
        done = string_step(r);
    }
    r->end = r->pos;
    return done < 0 ? -1 : 0;
}

/* Digits from the current byte on; at least one. */
static int read_digits(struct json_reader *r)
{
    if (!is_digit(peek(r))) {
        wrong(r, r->pos, "a digit is expected");
        return -1;
    }
    while (is_digit(peek(r)))
        r->pos++;
    return 0;
}

static int read_fraction_and_exponent(struct json_reader *r)
{
    if (peek(r) == '.') {
        r->integer = false;
        r->pos++;
        if (read_digits(r) != 0)
            return -1;
    }
    if (peek(r) == 'e' || peek(r) == 'E') {
        r->integer = false;
        r->pos++;
        if (peek(r) == '+' || peek(r) == '-')
            r->pos++;
        if (read_digits(r) != 0)
            return -1;
    }
    return 0;
}

static enum json_event read_number(struct json_reader *r)
{
    r->start = r->pos;
    r->integer = true;
    if (peek(r) == '-')
        r->pos++;
    if (peek(r) == '0')
        r->pos++;
    else if (read_digits(r) != 0)
        return JSON_ERROR;
    if (read_fraction_and_exponent(r) != 0 || (r->is_part && r->pos == r->len))
        return JSON_ERROR;
    r->end = r->pos;
    r->state = AT_REST;
    return JSON_NUMBER;
}

static enum json_event read_word(struct json_reader *r,
                                 const char *word,
                                 size_t len,
                                 enum json_event event)
{
    size_t same = 0;

    while (same < len && r->pos + same < r->len &&
           r->text[r->pos + same] == word[same])
        same++;
    if (same < len)
        return wrong(r, r->pos + same, "a value is expected");
    r->start = r->pos;
    r->end = r->pos += len;
    r->state = AT_REST;
    return event;
}

/* A number that RFC 8259 does not have. */
static enum json_event read_number_word(struct json_reader *r)
{
    r->integer = false;
    if (peek(r) == 'N')
        return read_word(r, "NaN", 3, JSON_NUMBER);
    if (peek(r) == 'I')
        return read_word(r, "Infinity", 8, JSON_NUMBER);
    return read_word(r, "-Infinity", 9, JSON_NUMBER);
}

/* What begins neither with a quote, a bracket nor a lower-case letter. */
static enum json_event read_other(struct json_reader *r)
{
    bool minus = peek(r) == '-';

    if (r->words && (minus ? r->pos + 1 < r->len && r->text[r->pos + 1] == 'I'
                           : peek(r) == 'N' || peek(r) == 'I'))
        return read_number_word(r);
    if (minus || is_digit(peek(r)))
        return read_number(r);
    return wrong(r, r->pos, "a value is expected");
}

static enum json_event open_container(struct json_reader *r, bool object)
{
    uint64_t bit = (uint64_t)1 << r->depth % 64;

    if (r->depth >= r->max_depth)
        return json_reader_fail(r, r->pos, ERR_LIMIT, "nested too deep");
    if (object)
        r->objects[r->depth / 64] |= bit;
    else
        r->objects[r->depth / 64] &= ~bit;
    r->depth++;
    r->state = object ? AT_FIRST_MEMBER : AT_FIRST_ELEMENT;
    r->start = r->pos++;
    r->end = r->pos;
    return object ? JSON_OBJECT : JSON_ARRAY;
}

static enum json_event close_container(struct json_reader *r, bool object)
{
    r->depth--;
    r->state = AT_REST;
    r->start = r->pos++;
    r->end = r->pos;
    return object ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static enum json_event read_value(struct json_reader *r)
{
    switch (peek(r)) {
    case '"':
        r->state = AT_REST;
        return read_string(r) == 0 ? JSON_STRING : JSON_ERROR;
    case '{':
        return open_container(r, true);
    case '[':
        return open_container(r, false);
    case 't':
        return read_word(r, "true", 4, JSON_TRUE);
    case 'f':
        return read_word(r, "false", 5, JSON_FALSE);
    case 'n':
        return read_word(r, "null", 4, JSON_NULL);
    default:
        return read_other(r);
    }
}

static enum json_event read_key(struct json_reader *r)
{
    if (peek(r) != '"')
        return wrong(r, r->pos, "a key in double quotes is expected");
    if (read_string(r) != 0)
        return JSON_ERROR;
    skip_space(r);
    if (peek(r) != ':')
        return wrong(r, r->pos, "':' is expected");
    r->pos++;
    r->state = AT_VALUE;
    return JSON_KEY;
}

/* After a value: a comma and what follows it, or the end of what is open. */
static enum json_event read_rest(struct json_reader *r)
{
    unsigned level = r->depth - 1;
    bool object;

    if (r->depth == 0)
        return r->pos == r->len ? JSON_END
                                : wrong(r, r->pos, "text after the value");
    object = r->objects[level / 64] >> level % 64 & 1;
    if (peek(r) == ',') {
        r->pos++;
        skip_space(r);
        return object ? read_key(r) : read_value(r);
    }
    if (peek(r) == (object ? '}' : ']'))
        return close_container(r, object);
    return wrong(r, r->pos,
                 object ? "',' or '}' is expected" : "',' or ']' is expected");
}

enum json_event json_next(struct json_reader *r)
{
    skip_space(r);
    switch (r->state) {
    case AT_VALUE:
        return read_value(r);
    case AT_FIRST_ELEMENT:
        return peek(r) == ']' ? close_container(r, false) : read_value(r);
    case AT_FIRST_MEMBER:
        return peek(r) == '}' ? close_container(r, true) : read_key(r);
    case AT_REST:
        return read_rest(r);
    default:
        return json_reader_fail(r, 0, ERR_LIMIT, "the text is too large");
    }
}

void json_reader_leave(struct json_reader *r, size_t end)
{
    r->depth--;
    r->state = AT_REST;
    r->pos = r->end = end;
}

void json_reader_more(struct json_reader *r,
                      const char *text,
                      size_t len,
                      bool is_part)
{
    r->text = text;
    r->len = len;
    r->is_part = is_part;
}

void json_reader_return(struct json_reader *r, struct json_place place)
{
    r->pos = place.pos;
    r->depth = place.depth;
    r->state = place.state;
}

/* Read over an object or array that was just begun, without events. False where
 * something is wrong in it, or when more than its first byte was read. */
static bool leap(struct json_reader *r)
{
    const char *end = NULL;

    if (r->state == AT_FIRST_ELEMENT || r->state == AT_FIRST_MEMBER)
        end = json_span(r->text + r->start, r->text + r->len,
                        r->max_depth - r->depth + 1);
    if (end != NULL)
        json_reader_leave(r, (size_t)(end - r->text));
    return end != NULL;
}

enum json_event json_skip(struct json_reader *r, enum json_event event)
{
    size_t start = r->start;
    unsigned depth = r->depth;

    if (event != JSON_OBJECT && event != JSON_ARRAY)
        return event;
    if (leap(r))
        event = event == JSON_OBJECT ? JSON_OBJECT_END : JSON_ARRAY_END;
    else if (r->is_part)
        return JSON_ERROR;
    while (r->depth >= depth)
        if ((event = json_next(r)) == JSON_ERROR)
            return JSON_ERROR;
    r->start = start;
    return event;
}
