#include "core/http_body.h"

enum {
    DONE,
    PLAIN,     /* bytes that were announced */
    SIZE,      /* of a chunk, in hexadecimal digits */
    EXTENSION, /* of a chunk */
    SIZE_END,  /* the LF of that line */
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER, /* at the start of a line */
    TRAILER_NAME,
    TRAILER_LINE,
    TRAILER_END,
    END /* the LF of the last line */
};

enum { LONGEST_SIZE = 8, LONGEST_LINE = 256, LONGEST_TRAILER = 4096 };

void http_body_begin(struct http_body *body, const struct http_head *head)
{
    *body = (struct http_body){ .left = head->body };
    body->state = head->chunked ? SIZE : head->body > 0 ? PLAIN : DONE;
}

int http_body_is_done(const struct http_body *body)
{
    return body->state == DONE;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
        return (c | 32) - 'a' + 10;
    return -1;
}

static int is_visible(char c)
{
    return (unsigned char)c >= ' ' && c != '\x7f';
}

/* The size of a chunk, up to its CR. -1: it is none. */
static int take_size(struct http_body *body, char c)
{
    int digit = digit_of(c);

    if (digit >= 0) {
        body->left = body->left * 16 + (unsigned)digit;
        return ++body->line <= LONGEST_SIZE ? SIZE : -1;
    }
    if (body->line == 0)
        return -1;
    return c == '\r' ? SIZE_END : c == ';' ? EXTENSION : -1;
}

static int take_visible(struct http_body *body, char c, int same, int end)
{
    size_t most = same == EXTENSION ? LONGEST_LINE : LONGEST_TRAILER;

    if (c == '\r')
        return end;
    return is_visible(c) && ++body->line <= most ? same : -1;
}

static int take_name(struct http_body *body, char c)
{
    if (c == ':')
        return body->state == TRAILER_NAME ? TRAILER_LINE : -1;
    return is_visible(c) && c != ' ' && ++body->line <= LONGEST_TRAILER
               ? TRAILER_NAME
               : -1;
}

/* The chunk, or the last line of the body, begins. */
static int begin_data(struct http_body *body)
{
    body->line = 0;
    return body->left > 0 ? DATA : TRAILER;
}

/* What comes after a character that is no data. -1: it must not be there. */
static int after(struct http_body *body, char c)
{
    switch (body->state) {
    case SIZE:
        return take_size(body, c);
    case EXTENSION:
        return take_visible(body, c, EXTENSION, SIZE_END);
    case SIZE_END:
        return c == '\n' ? begin_data(body) : -1;
    case DATA_CR:
        return c == '\r' ? DATA_LF : -1;
    case DATA_LF:
        return c == '\n' ? SIZE : -1;
    case TRAILER:
        return c == '\r' ? END : take_name(body, c);
    case TRAILER_NAME:
        return take_name(body, c);
    case TRAILER_LINE:
        return take_visible(body, c, TRAILER_LINE, TRAILER_END);
    case TRAILER_END:
        return c == '\n' ? TRAILER : -1;
    default:
        return c == '\n' ? DONE : -1;
    }
}

ssize_t http_body_take(struct http_body *body, const char *text, size_t len)
{
    size_t at = 0;

    while (at < len && body->state != DONE) {
        if (body->state == PLAIN || body->state == DATA) {
            size_t part = len - at < body->left ? len - at : (size_t)body->left;

            at += part;
            body->left -= part;
            if (body->left == 0)
                body->state = body->state == DATA ? DATA_CR : DONE;
        } else {
            body->state = after(body, text[at++]);
            if (body->state < 0)
                return -1;
        }
    }
    return (ssize_t)at;
}
