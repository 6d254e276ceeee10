#include "core/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int set_cap(struct buf *buf, size_t cap)
{
    char *data = realloc(buf->data, cap);

    if (data == NULL)
        return -1;
    buf->data = data;
    buf->cap = cap;
    return 0;
}

int buf_reserve(struct buf *buf, size_t more)
{
    size_t wanted, cap = buf->cap < 64 ? 64 : buf->cap;

    if (more > SIZE_MAX / 4 - buf->len)
        return -1;
    wanted = buf->len + more + 1;
    if (wanted <= buf->cap)
        return 0;
    while (cap < wanted)
        cap += cap / 2;
    return set_cap(buf, cap);
}

int buf_reserve_exactly(struct buf *buf, size_t more)
{
    if (more > SIZE_MAX / 4 - buf->len)
        return -1;
    return buf->len + more < buf->cap ? 0 : set_cap(buf, buf->len + more + 1);
}

int buf_puts(struct buf *buf, const char *text)
{
    return buf_append(buf, text, strlen(text));
}

int buf_printf(struct buf *buf, const char *format, ...)
{
    va_list arguments;
    int len;

    va_start(arguments, format);
    len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (len < 0 || buf_reserve(buf, (size_t)len) != 0)
        return -1;
    va_start(arguments, format);
    vsnprintf(buf->data + buf->len, (size_t)len + 1, format, arguments);
    va_end(arguments);
    buf->len += (size_t)len;
    return 0;
}

void buf_free(struct buf *buf)
{
    free(buf->data);
    *buf = BUF_EMPTY;
}
