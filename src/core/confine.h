/* confine.h - a process for the code of others, which can do little.
 *
 * Two nets of the kernel do that, each where there is one: seccomp (a filter
 * of system calls) and Landlock (which files, which sockets, no signal to
 * others). Limits on descriptors, processes and file sizes come on top, so
 * that a kernel without both still refuses most of it.
 *
 * Without a plan the process only computes, reads and writes what it has open,
 * and ends. With one it talks to the network besides and reads the files that
 * a name or a certificate is looked up in. Neither starts a program, signals
 * another process, or has more memory to execute. A plan with programs may
 * start them, and they are held by what holds this process: their loader may
 * map files as code. Which programs they are is for Landlock to hold, and from
 * Linux 6.12 on that only they are signalled. */
#ifndef REVOS_CONFINE_H
#define REVOS_CONFINE_H

#include "core/err.h"

struct confinement {
    int seccomp; /* 1: there is one */
    int landlock;
};

/* A process that asks servers. Both lists end with NULL; what is not there is
 * left out; a folder means all that is below it. Which files they are is for
 * Landlock to hold: seccomp knows no names, only whether any may be written. */
struct confine_plan {
    const char *const *reads;
    const char *const *writes; /* NULL: none at all */
    const char *const *runs;   /* programs, and the loaders that they name */
    int moves; /* files between folders: no Landlock before Linux 5.19 */
};

/* What this kernel has, without using it. For tests REVOS_TEST_NO_SECCOMP and
 * REVOS_TEST_NO_LANDLOCK take it away. */
void confine_support(struct confinement *has);

/* Confine this process and what it would start, for good; `active` tells by
 * what. `plan` is NULL for one that only computes. 0; or -1, ERR_DENIED: the
 * kernel has a net and did not let us use it. Call it with one thread only. */
int confine(const struct confine_plan *plan,
            struct confinement *active,
            struct err *err);

/* The process ends by SIGPROF once it has needed so many seconds of processor
 * time from now on; 0: it may run on. Replaces the call before. */
void confine_time(double seconds);

#endif
