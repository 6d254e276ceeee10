/* json_reader.h - the one reader of JSON, for documents and records alike.
 *
 * Strict RFC 8259: the whole text is one value, UTF-8 is checked, depth and
 * size are limited. It is pulled, an event at a time:
 *
 *     json_reader_init(&reader, text, len, NULL);
 *     while ((event = json_next(&reader)) > JSON_END)
 *         ...
 *     if (event == JSON_ERROR)
 *         ... reader.err
 *
 * Between two calls the token is text[start, end). A string and a key include
 * their quotes; escapes in them are known to be right (see json_text.h). */
#ifndef REVOS_JSON_READER_H
#define REVOS_JSON_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"

enum { JSON_DEPTH = 128, JSON_DEPTH_MOST = 1024 };

enum json_event {
    JSON_ERROR = -1,
    JSON_END = 0,
    JSON_OBJECT,
    JSON_OBJECT_END,
    JSON_ARRAY,
    JSON_ARRAY_END,
    JSON_KEY,
    JSON_STRING,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL
};

struct json_limits {
    unsigned depth; /* 0: JSON_DEPTH; never above JSON_DEPTH_MOST */
    size_t size;    /* bytes of the text; 0: no limit */
    bool words;     /* NaN, Infinity and -Infinity are numbers, too */
};

struct json_reader {
    const char *text; /* borrowed; must outlive the reader */
    size_t len;
    bool is_part; /* more of the text will come: see json_reader_more */
    size_t pos;   /* the next byte to be read */
    size_t start; /* the token of the last event ... */
    size_t end;   /* ... and the byte after it */
    bool escaped; /* a string or key: it has a backslash */
    bool integer; /* a number: without fraction and exponent */
    bool words;   /* see json_limits */
    unsigned char state;
    unsigned depth; /* open objects and arrays */
    unsigned max_depth;
    uint64_t objects[JSON_DEPTH_MOST / 64]; /* a bit a level: is an object */
    struct err err; /* after JSON_ERROR: syntax or limit, with the place */
};

/* Begin to read `text`. `limits` may be NULL. A text above the size limit is
 * told by the first event. */
void json_reader_init(struct json_reader *reader,
                      const char *text,
                      size_t len,
                      const struct json_limits *limits);

/* The next event. After JSON_END and JSON_ERROR it must not be called. */
enum json_event json_next(struct json_reader *reader);

/* Read over the rest of a value whose first event was `event`. Returns the
 * last event of the value, or JSON_ERROR; the token is then the whole value,
 * from the `start` that the first event had. */
enum json_event json_skip(struct json_reader *reader, enum json_event event);

/* For one who read the rest of the object or array just begun by other means
 * (see json_span.h): go on at `end`, the byte after it. */
void json_reader_leave(struct json_reader *reader, size_t end);

/* For a text that is still arriving; one begins with the empty text. It now has
 * `len` bytes at `text`, those of before among them. While `is_part`,
 * JSON_ERROR may only mean that the end of a thing has not come: reader.err
 * tells nothing then, and the reader is to be taken back to where it was. */
void json_reader_more(struct json_reader *reader,
                      const char *text,
                      size_t len,
                      bool is_part);

/* Where a reader is, between two events. */
struct json_place {
    size_t pos;
    unsigned depth;
    unsigned char state;
};

static inline struct json_place
json_reader_place(const struct json_reader *reader)
{
    return (struct json_place){ reader->pos, reader->depth, reader->state };
}

/* Take a reader back to where it was, in an object or array that is still open
 * there. */
void json_reader_return(struct json_reader *reader, struct json_place place);

/* Set reader->err to "line:column: reason" for a byte of the text. Returns
 * JSON_ERROR. */
enum json_event json_reader_fail(struct json_reader *reader,
                                 size_t pos,
                                 enum err_code code,
                                 const char *reason);

#endif
