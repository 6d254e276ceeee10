/* buf.h - bytes that grow.
 *
 * A struct buf starts as BUF_EMPTY and ends with buf_free, which may be called
 * twice. The bytes may hold NULs; there is always one NUL after the last byte
 * of a buffer that has been appended to. */
#ifndef REVOS_BUF_H
#define REVOS_BUF_H

#include <stddef.h>
#include <string.h>

struct buf {
    char *data; /* NULL until something is appended */
    size_t len;
    size_t cap;
};

#define BUF_EMPTY ((struct buf){ 0 })

/* Make room for `more` bytes after the last one. 0, or -1 without memory; the
 * buffer is unchanged then. */
int buf_reserve(struct buf *buf, size_t more);

/* The same, and no more than that: for bytes whose number is known. */
int buf_reserve_exactly(struct buf *buf, size_t more);

/* Append `len` bytes. 0, or -1 without memory. Here because most calls append a
 * few bytes that fit. */
static inline int buf_append(struct buf *buf, const void *bytes, size_t len)
{
    if (buf->cap - buf->len <= len && buf_reserve(buf, len) != 0)
        return -1;
    if (len > 0)
        memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
    return 0;
}

/* Append a C string. 0, or -1 without memory. */
int buf_puts(struct buf *buf, const char *text);

/* Append one byte. 0, or -1 without memory. */
static inline int buf_putc(struct buf *buf, char byte)
{
    return buf_append(buf, &byte, 1);
}

/* Append formatted text. 0, or -1 without memory. */
int buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Release the memory and leave BUF_EMPTY. */
void buf_free(struct buf *buf);

#endif
