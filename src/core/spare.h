/* spare.h - the memory of a large body that nobody needs any more, for the next
 * one.
 *
 * A body that is freed leaves a hole in the heap. Where something small falls
 * into it, the next body of that length no longer fits there, and a read of
 * many pages takes the memory of three, not of two: 15.7 MB for pages of
 * 2.4 MB, 13.0 with the spare. To map and unmap each body would take half as
 * long again.
 *
 * There is one spare in a process, for the thread that Lua runs in. */
#ifndef REVOS_SPARE_H
#define REVOS_SPARE_H

#include "core/buf.h"

/* Free a buffer, or keep its memory. It is BUF_EMPTY afterwards. */
void spare_give(struct buf *buf);

/* Make room for `room` bytes in a buffer without any: in the spare, if that is
 * large enough and not much too large. 0, or -1 without memory. */
int spare_take(struct buf *buf, size_t room);

#endif
