/* spawn.h - another program: started without a shell, fed, read and ended.
 *
 *     spawn_start(&child, &request, &err)
 *     while ((more = spawn_step(&child, &err)) > 0)
 *         ... child.out and child.err hold what it said so far
 *     spawn_end(&child);
 *
 * Who has something else to do meanwhile calls spawn_look instead of
 * spawn_step. The child gets the three standard descriptors and no others,
 * default signal handlers, and a process group of its own, so that it ends with
 * all that it started. It ends with us, too, however we end. */
#ifndef REVOS_SPAWN_H
#define REVOS_SPAWN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/buf.h"
#include "core/err.h"

struct spawn_request {
    char *const *argv;     /* argv[0] is looked up on PATH; ends with NULL */
    char *const *env;      /* "NAME=VALUE"; ends with NULL */
    const char *directory; /* NULL: the current one */
    const char *input;     /* for its standard input; must outlive the child */
    size_t input_len;
    int inherit;       /* share our three streams and our process group */
    int helper;        /* do a part of our work: share our process group, take
                          ten seconds to end in order */
    int keep_output;   /* share our standard output */
    double timeout;    /* seconds; 0: no limit */
    size_t max_output; /* bytes of each stream; 0: no limit */
    long cpu;          /* seconds of processor time; 0: no limit */
    size_t memory;     /* bytes of address space; 0: no limit */
};

struct spawn {
    struct spawn_request request;
    pid_t pid; /* 0: not running */
    int pid_fd;
    int in, out_fd, err_fd; /* -1: closed */
    size_t fed;
    int64_t end_us;
    struct buf out, err;
    int status; /* exit status, or 128 + signal */
    int signal; /* that ended it; 0: none */
};

/* Start the program. 0; or -1: ERR_NOT_FOUND and so on, when it cannot be
 * run. spawn_end must be called in both cases. */
int spawn_start(struct spawn *child,
                const struct spawn_request *request,
                struct err *err);

/* Wait for something to happen and see to it. 1 while the child runs, 0 when
 * it has ended (see status and signal), -1 when it was ended here: ERR_TIMEOUT,
 * ERR_LIMIT, or ERR_CANCELLED after a signal. */
int spawn_step(struct spawn *child, struct err *err);

/* The same without waiting; our own signals do not end the child. */
int spawn_look(struct spawn *child, struct err *err);

/* Send a signal to the child and what it started. No child is fine. */
void spawn_signal(const struct spawn *child, int signal_number);

/* End the child if it still runs, and free everything. Twice is fine. */
void spawn_end(struct spawn *child);

#endif
