#include "core/out.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

void out_init(struct out *out, int fd)
{
    out->fd = fd;
    out->broken = 0;
    out->len = 0;
}

/* A descriptor that somebody else made non-blocking is waited for. */
static int wait_writable(int fd)
{
    struct pollfd poll_fd = { .fd = fd, .events = POLLOUT };

    return poll(&poll_fd, 1, -1) < 0 && errno != EINTR ? -1 : 0;
}

int out_all(int fd, const void *bytes, size_t len)
{
    const char *data = bytes;

    while (len > 0) {
        ssize_t done = write(fd, data, len);

        if (done >= 0) {
            data += done;
            len -= (size_t)done;
        } else if (errno == EAGAIN) {
            if (wait_writable(fd) != 0)
                return -1;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return 0;
}

static int failed(const struct out *out, struct err *err)
{
    if (out->broken != EPIPE)
        return err_errno(err, "output", out->broken);
    return err_set(err, ERR_CANCELLED, "output: the reader is gone");
}

static int
deliver(struct out *out, const void *bytes, size_t len, struct err *err)
{
    if (out->broken == 0 && out_all(out->fd, bytes, len) != 0)
        out->broken = errno;
    return out->broken == 0 ? 0 : failed(out, err);
}

int out_flush(struct out *out, struct err *err)
{
    size_t len = out->len;

    out->len = 0;
    return deliver(out, out->data, len, err);
}

int out_write(struct out *out, const void *bytes, size_t len, struct err *err)
{
    if (len > OUT_SIZE - out->len && out_flush(out, err) != 0)
        return -1;
    if (len >= OUT_SIZE)
        return deliver(out, bytes, len, err);
    memcpy(out->data + out->len, bytes, len);
    out->len += len;
    return 0;
}
