/* spare.h - the memory of large bodies that nobody needs any more, for the next
 * ones.
 *
 * A body that is freed leaves a hole in the heap. Where something small falls
 * into it, the next body of that length no longer fits there, and a read of
 * many pages takes the memory of three, not of two: 15.7 MB for pages of
 * 2.4 MB, 13.8 with spares; 25 and 13 where they are packed, as those have to
 * grow. To map and unmap each body would take half as long again.
 *
 *     struct spare spare = SPARE_EMPTY;
 *     spare_take(&spare, &body, room);     with or without a spare
 *     spare_take_any(&spare, &body);
 *     spare_give(&spare, &body);           instead of buf_free
 *     spare_close(&spare); */
#ifndef REVOS_SPARE_H
#define REVOS_SPARE_H

#include <stdbool.h>

#include "core/buf.h"

/* Two: of a stream whose next page arrives while one is written. */
enum { SPARES = 2 };

struct spare {
    struct buf kept[SPARES];
    bool is_closed;
};

#define SPARE_EMPTY ((struct spare){ 0 })

/* Make room for `room` bytes in a buffer that has none: in a spare, if one
 * is large enough and not much too large. NULL: there is none. 0, or -1 without
 * memory. */
int spare_take(struct spare *spare, struct buf *buf, size_t room);

/* Take the newest spare, if there is one, for a body whose length nobody knows:
 * pages of a stream are of about one length. */
void spare_take_any(struct spare *spare, struct buf *buf);

/* Free a buffer, or keep its memory. It is BUF_EMPTY afterwards. */
void spare_give(struct spare *spare, struct buf *buf);

/* Free what is kept, and from then on what is given. */
void spare_close(struct spare *spare);

#endif
