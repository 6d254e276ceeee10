#include "core/spare.h"

/* Below the least, holes are found again; the most is not kept for nothing. */
enum { LEAST = 256 * 1024, MOST = 16 * 1024 * 1024 };

/* A spare for so many bytes, 0: any; or NULL. */
static struct buf *find(struct spare *spare, size_t room)
{
    for (size_t i = 0; i < SPARES && spare != NULL; i++)
        if (spare->kept[i].cap > room &&
            (room == 0 || spare->kept[i].cap / 2 <= room))
            return &spare->kept[i];
    return NULL;
}

/* Move a spare, or nothing, into a buffer without memory. */
static void move(struct buf *buf, struct buf *from)
{
    if (from == NULL || buf->data != NULL)
        return;
    *buf = *from;
    *from = BUF_EMPTY;
}

int spare_take(struct spare *spare, struct buf *buf, size_t room)
{
    move(buf, find(spare, room));
    return buf_reserve_exactly(buf, room);
}

void spare_take_any(struct spare *spare, struct buf *buf)
{
    move(buf, find(spare, 0));
}

/* The newest comes first; the oldest makes room for it. */
static void keep(struct spare *spare, struct buf buf)
{
    for (size_t i = 0; i < SPARES && buf.data != NULL; i++) {
        struct buf older = spare->kept[i];

        spare->kept[i] = buf;
        buf = older;
    }
    buf_free(&buf);
}

void spare_give(struct spare *spare, struct buf *buf)
{
    if (!spare->is_closed && buf->cap >= LEAST && buf->cap <= MOST) {
        buf->len = 0;
        keep(spare, *buf);
        *buf = BUF_EMPTY;
    }
    buf_free(buf);
}

void spare_close(struct spare *spare)
{
    for (size_t i = 0; i < SPARES; i++)
        buf_free(&spare->kept[i]);
    spare->is_closed = true;
}
