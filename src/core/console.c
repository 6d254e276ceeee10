#include "core/console.h"

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "core/interrupt.h"

enum { CONSOLE_CHUNK = 16 * 1024 };

int console_width(int fd)
{
    struct winsize size;

    return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Forget what was given out, then read once. 0, or -1. */
static int fill(struct console_input *in, struct err *err)
{
    struct buf *bytes = &in->bytes;
    ssize_t got;

    if (in->start > 0) {
        bytes->len -= in->start;
        memmove(bytes->data, bytes->data + in->start, bytes->len);
        in->start = 0;
    }
    if (buf_reserve(bytes, CONSOLE_CHUNK) != 0)
        return err_errno(err, "standard input", ENOMEM);
    do
        got = read(in->fd, bytes->data + bytes->len, CONSOLE_CHUNK);
    while (got < 0 && errno == EINTR && interrupt_signal() == 0);
    if (got < 0 && errno == EINTR)
        return err_set(err, ERR_CANCELLED, "standard input: interrupted");
    if (got < 0)
        return err_errno(err, "standard input", errno);
    bytes->len += (size_t)got;
    in->ended = got == 0;
    return 0;
}

/* Give out `len` bytes, of which the last `skip` are not wanted. */
static int take(struct console_input *in,
                struct buf *to,
                size_t len,
                size_t skip,
                struct err *err)
{
    if (len > skip &&
        buf_append(to, in->bytes.data + in->start, len - skip) != 0)
        return err_errno(err, "standard input", ENOMEM);
    in->start += len;
    return 1;
}

int console_read_line(struct console_input *in,
                      struct buf *line,
                      struct err *err)
{
    for (;;) {
        size_t len = in->bytes.len - in->start;
        const char *from = len == 0 ? NULL : in->bytes.data + in->start;
        const char *end = len == 0 ? NULL : memchr(from, '\n', len);

        if (end != NULL)
            return take(in, line, (size_t)(end - from) + 1,
                        end > from && end[-1] == '\r' ? 2 : 1, err);
        if (in->ended)
            return len == 0 ? 0 : take(in, line, len, 0, err);
        if (fill(in, err) != 0)
            return -1;
    }
}

int console_read_secret(struct console_input *in,
                        struct buf *line,
                        struct err *err)
{
    struct termios shown, hidden;
    int is_terminal = tcgetattr(in->fd, &shown) == 0;
    int status;

    if (is_terminal) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(in->fd, TCSAFLUSH, &hidden);
    }
    status = console_read_line(in, line, err);
    if (is_terminal)
        tcsetattr(in->fd, TCSAFLUSH, &shown);
    return status;
}

int console_read_all(struct console_input *in,
                     struct buf *text,
                     struct err *err)
{
    while (!in->ended)
        if (fill(in, err) != 0)
            return -1;
    return take(in, text, in->bytes.len - in->start, 0, err) < 0 ? -1 : 0;
}
