#include "core/archive.h"

#include <limits.h>
#include <stdint.h>
#include <zlib.h>

enum { CHUNK = 256 * 1024, GZIP_BITS = 31, ZLIB_BITS = 15, RAW_BITS = -15 };

static int broken(struct err *err, const char *reason)
{
    return err_set(err, ERR_INVALID, "compressed data: %s", reason);
}

/* One piece of output. 0 to go on, 1 at the end of the stream, -1. */
static int
inflate_piece(z_stream *stream, size_t max, struct buf *out, struct err *err)
{
    size_t room;
    int code;

    if (buf_reserve(out, CHUNK) != 0)
        return err_set(err, ERR_LIMIT, "compressed data: not enough memory");
    room = out->cap - out->len - 1;
    stream->avail_out = room > UINT_MAX ? UINT_MAX : (unsigned)room;
    room = stream->avail_out;
    stream->next_out = (Bytef *)out->data + out->len;
    code = inflate(stream, Z_NO_FLUSH);
    out->len += room - stream->avail_out;
    out->data[out->len] = '\0';
    if (out->len > max)
        return err_set(err, ERR_LIMIT,
                       "compressed data: holds more than %zu bytes", max);
    if (code == Z_STREAM_END)
        return 1;
    if (code == Z_BUF_ERROR ||
        (code == Z_OK && stream->avail_in == 0 && stream->avail_out > 0))
        return broken(err, "ends too early");
    return code == Z_OK ? 0
                        : broken(err, stream->msg != NULL ? stream->msg
                                                          : "cannot be read");
}

/* One stream of data[*used, len). 0, or -1. */
static int inflate_one(int bits,
                       const unsigned char *data,
                       size_t len,
                       size_t *used,
                       size_t max,
                       struct buf *out,
                       struct err *err)
{
    z_stream stream = { 0 };
    size_t left = len - *used;
    int status;

    if (left > UINT_MAX)
        return err_set(err, ERR_LIMIT, "compressed data: too long");
    stream.next_in = (Bytef *)data + *used;
    stream.avail_in = (unsigned)left;
    if (inflateInit2(&stream, bits) != Z_OK)
        return err_set(err, ERR_LIMIT, "compressed data: not enough memory");
    do
        status = inflate_piece(&stream, max, out, err);
    while (status == 0);
    inflateEnd(&stream);
    *used = len - stream.avail_in;
    return status == 1 ? 0 : -1;
}

static int only_zeros(const unsigned char *data, size_t used, size_t len)
{
    while (used < len && data[used] == 0)
        used++;
    return used == len;
}

/* A zlib stream begins with a method and a check (RFC 1950 section 2.2). */
static int is_zlib(const unsigned char *data, size_t len)
{
    return len >= 2 && (data[0] & 15) == 8 &&
           ((unsigned)data[0] << 8 | data[1]) % 31 == 0;
}

int archive_inflate(enum archive_form form,
                    const void *data,
                    size_t len,
                    size_t max,
                    struct buf *out,
                    struct err *err)
{
    const unsigned char *bytes = data;
    size_t used = 0,
           limit = max > SIZE_MAX - out->len ? SIZE_MAX : out->len + max;

    if (form != ARCHIVE_GZIP)
        return inflate_one(
            form == ARCHIVE_ZLIB && is_zlib(bytes, len) ? ZLIB_BITS : RAW_BITS,
            bytes, len, &used, limit, out, err);
    do
        if (inflate_one(GZIP_BITS, bytes, len, &used, limit, out, err) != 0)
            return -1;
    while (!only_zeros(bytes, used, len));
    return 0;
}
