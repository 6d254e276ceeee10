#include "core/inflater.h"

#include <limits.h>
#include <string.h>

enum { PART = 256 * 1024, PART_MOST = 1 << 30, GZIP_BITS = 31 };

static int broken(struct err *err, const char *reason)
{
    return err_set(err, ERR_INVALID, "compressed data: %s", reason);
}

void inflater_begin(struct inflater *in,
                    const char *data,
                    size_t len,
                    bool may_be_packed,
                    size_t max)
{
    bool is_packed =
        may_be_packed && len >= 2 && memcmp(data, "\x1f\x8b", 2) == 0;

    memset(in, 0, sizeof *in);
    in->max = max;
    in->text = is_packed ? "" : data;
    in->len = is_packed ? 0 : len;
    in->is_final = !is_packed;
    in->data = data;
    in->left = is_packed ? len : 0;
}

/* What is used makes room for what comes: as much as there is, so that who
 * reads the text anew each time, because it lacks an end, reads it twice at
 * most. Returns the room, 0 without memory. */
static unsigned make_room(struct inflater *in)
{
    struct buf *plain = &in->plain;
    size_t part;

    if (in->used > 0)
        memmove(plain->data, plain->data + in->used, plain->len - in->used);
    plain->len -= in->used;
    in->used = 0;
    part = plain->len < PART        ? PART
           : plain->len > PART_MOST ? PART_MOST
                                    : plain->len;
    return buf_reserve(plain, part) == 0 ? (unsigned)part : 0;
}

/* After a member comes another one, or zeros, or nothing. */
static int next_member(struct inflater *in, struct err *err)
{
    size_t zeros = 0;

    while (zeros < in->left && in->data[zeros] == '\0')
        zeros++;
    if (zeros == in->left) {
        in->is_final = true;
        return 0;
    }
    return inflateReset(&in->stream) == Z_OK ? 0
                                             : broken(err, "cannot be read");
}

/* What inflate made of the next part. */
static int judge(struct inflater *in, int code, struct err *err)
{
    if (code == Z_STREAM_END)
        return next_member(in, err);
    if (code == Z_BUF_ERROR ||
        (code == Z_OK && in->left == 0 && in->stream.avail_out > 0))
        return broken(err, "ends too early");
    if (code == Z_OK)
        return 0;
    return broken(err,
                  in->stream.msg != NULL ? in->stream.msg : "cannot be read");
}

static int inflate_part(struct inflater *in, unsigned room, struct err *err)
{
    z_stream *stream = &in->stream;
    struct buf *plain = &in->plain;
    unsigned given = in->left > UINT_MAX ? UINT_MAX : (unsigned)in->left;
    int code;

    stream->next_in = (Bytef *)in->data;
    stream->avail_in = given;
    stream->next_out = (Bytef *)plain->data + plain->len;
    stream->avail_out = room;
    code = inflate(stream, Z_NO_FLUSH);
    in->data += given - stream->avail_in;
    in->left -= given - stream->avail_in;
    room -= stream->avail_out;
    plain->len += room;
    if (room > in->max)
        return err_set(err, ERR_LIMIT, "compressed data: holds too much");
    in->max -= room;
    return judge(in, code, err);
}

int inflater_more(struct inflater *in, struct err *err)
{
    unsigned room;
    int status;

    if (in->is_final)
        return 0;
    if (!in->is_open && inflateInit2(&in->stream, GZIP_BITS) != Z_OK)
        return err_set(err, ERR_LIMIT, "compressed data: not enough memory");
    in->is_open = true;
    room = make_room(in);
    if (room == 0)
        return err_set(err, ERR_LIMIT, "compressed data: not enough memory");
    status = inflate_part(in, room, err);
    in->text = in->plain.data;
    in->len = in->plain.len;
    return status;
}

void inflater_use(struct inflater *in, size_t len)
{
    in->text += len;
    in->len -= len;
    in->used += len;
}

void inflater_end(struct inflater *in)
{
    if (in->is_open)
        inflateEnd(&in->stream);
    buf_free(&in->plain);
    memset(in, 0, sizeof *in);
}
