/* console.h - the terminal and standard input. */
#ifndef REVOS_CONSOLE_H
#define REVOS_CONSOLE_H

#include "core/buf.h"
#include "core/err.h"

/* Columns of the terminal behind `fd`; 0 when it is none. */
int console_width(int fd);

/* Bytes read from a descriptor, a line at a time. */
struct console_input {
    int fd;
    size_t start; /* of what was not given out yet, in `bytes` */
    int ended;
    struct buf bytes;
};

/* Append the next line without its "\n" (and "\r" before it) to `line`. 1 for
 * a line, 0 at the end of the input, -1 for a failure. */
int console_read_line(struct console_input *in,
                      struct buf *line,
                      struct err *err);

/* As console_read_line, but a terminal does not show what is typed. */
int console_read_secret(struct console_input *in,
                        struct buf *line,
                        struct err *err);

/* Append everything up to the end of the input. 0, or -1. */
int console_read_all(struct console_input *in,
                     struct buf *text,
                     struct err *err);

#endif
