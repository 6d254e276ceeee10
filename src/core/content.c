#include "core/content.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

enum { PIECE = 64 * 1024, GZIP_BITS = 31, ZLIB_BITS = 15, RAW_BITS = -15 };

static int is_word(const char *text, size_t len, const char *word)
{
    return len == strlen(word) && strncasecmp(text, word, len) == 0;
}

static enum content_coding coding_of(const char *value, size_t len)
{
    while (len > 0 && strchr(" \t\r", value[len - 1]) != NULL)
        len--;
    while (len > 0 && (*value == ' ' || *value == '\t')) {
        value++;
        len--;
    }
    if (is_word(value, len, "gzip") || is_word(value, len, "x-gzip"))
        return CONTENT_GZIP;
    return is_word(value, len, "deflate") ? CONTENT_DEFLATE : CONTENT_PLAIN;
}

void content_begin(struct content *content, const char *header, size_t len)
{
    static const char name[] = "Content-Encoding:";
    const char *end = header + len;

    content_end(content);
    while (header < end) {
        const char *stop = memchr(header, '\n', (size_t)(end - header));
        size_t line = (size_t)((stop != NULL ? stop : end) - header);

        if (line >= sizeof name - 1 &&
            strncasecmp(header, name, sizeof name - 1) == 0)
            content->coding =
                coding_of(header + sizeof name - 1, line - (sizeof name - 1));
        header += line + 1;
    }
}

/* RFC 1950, section 2.2: the first byte names the method 8, and the two are a
 * multiple of 31. Servers send deflate without that too. */
static int has_zlib_frame(const unsigned char *bytes, size_t len)
{
    return (bytes[0] & 0x0f) == 8 &&
           (len < 2 || (bytes[0] * 256 + bytes[1]) % 31 == 0);
}

static int
open_stream(struct content *content, const unsigned char *bytes, size_t len)
{
    int bits = GZIP_BITS;

    if (content->coding == CONTENT_DEFLATE)
        bits = has_zlib_frame(bytes, len) ? ZLIB_BITS : RAW_BITS;
    if (inflateInit2(&content->stream, bits) != Z_OK)
        return -1;
    content->is_open = 1;
    return 0;
}

/* Give inflate room in `out`, and let it work. Its result. */
static int inflate_into(z_stream *stream, size_t max, struct buf *out)
{
    size_t room = max - out->len < PIECE ? max - out->len + 1 : PIECE;
    int code;

    if (buf_reserve(out, room) != 0)
        return Z_MEM_ERROR;
    stream->next_out = (Bytef *)out->data + out->len;
    stream->avail_out = (unsigned)room;
    code = inflate(stream, Z_NO_FLUSH);
    out->len += room - stream->avail_out;
    out->data[out->len] = '\0';
    return code;
}

/* The end of a stream: only of gzip may another one follow. */
static void end_member(struct content *content)
{
    content->members++;
    if (content->coding == CONTENT_DEFLATE ||
        inflateReset(&content->stream) != Z_OK)
        content->is_over = 1;
}

static enum content_result
inflate_all(struct content *content, size_t max, struct buf *out)
{
    z_stream *stream = &content->stream;

    while (!content->is_over) {
        int code = inflate_into(stream, max, out);

        if (out->len > max)
            return CONTENT_LARGE;
        if (code == Z_MEM_ERROR)
            return CONTENT_NO_MEMORY;
        if (code == Z_STREAM_END)
            end_member(content);
        else if (code == Z_BUF_ERROR)
            return CONTENT_TAKEN;
        else if (code != Z_OK && content->members == 0)
            return CONTENT_BROKEN;
        else if (code != Z_OK)
            content->is_over = 1;
        if (stream->avail_in == 0 && stream->avail_out > 0)
            return CONTENT_TAKEN;
    }
    return CONTENT_TAKEN;
}

static enum content_result
add_plain(const void *bytes, size_t len, size_t max, struct buf *out)
{
    if (len > max - out->len)
        return CONTENT_LARGE;
    return buf_append(out, bytes, len) == 0 ? CONTENT_TAKEN : CONTENT_NO_MEMORY;
}

enum content_result content_add(struct content *content,
                                const void *bytes,
                                size_t len,
                                size_t max,
                                struct buf *out)
{
    if (content->coding == CONTENT_PLAIN)
        return add_plain(bytes, len, max, out);
    if (len == 0 || len > UINT_MAX)
        return len == 0 ? CONTENT_TAKEN : CONTENT_LARGE;
    if (!content->is_open && open_stream(content, bytes, len) != 0)
        return CONTENT_NO_MEMORY;
    content->stream.next_in = (Bytef *)bytes;
    content->stream.avail_in = (unsigned)len;
    return inflate_all(content, max, out);
}

void content_end(struct content *content)
{
    if (content->is_open)
        inflateEnd(&content->stream);
    memset(content, 0, sizeof *content);
}
