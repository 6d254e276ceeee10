#include "core/spare.h"

#include <stdbool.h>

/* Below the least, holes are found again; the most is not kept for nothing. */
enum { LEAST = 256 * 1024, MOST = 16 * 1024 * 1024 };

static struct buf kept;

void spare_give(struct buf *buf)
{
    if (buf->cap >= LEAST && buf->cap <= MOST) {
        buf_free(&kept);
        kept = *buf;
        kept.len = 0;
        *buf = BUF_EMPTY;
    }
    buf_free(buf);
}

static bool fits(size_t room)
{
    return kept.cap > room && kept.cap / 2 <= room;
}

int spare_take(struct buf *buf, size_t room)
{
    if (buf->data == NULL && fits(room)) {
        *buf = kept;
        kept = BUF_EMPTY;
    }
    return buf_reserve_exactly(buf, room);
}
