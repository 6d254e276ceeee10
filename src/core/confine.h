/* confine.h - a process that can only think: for the code of others.
 *
 * After confine() the process computes, reads and writes what it has open,
 * and ends. It opens nothing, starts nothing, talks to nobody, and has no more
 * memory to execute. Two nets of the kernel do that, each where there is one:
 * seccomp (a filter of system calls) and Landlock (no file, no port, no signal
 * to others). Limits on descriptors, processes and file sizes come on top, so
 * that a kernel without both still refuses most of it. */
#ifndef REVOS_CONFINE_H
#define REVOS_CONFINE_H

#include "core/err.h"

struct confinement {
    int seccomp; /* 1: there is one */
    int landlock;
};

/* What this kernel has, without using it. */
void confine_support(struct confinement *has);

/* Confine this process and what it would start, for good; `active` tells by
 * what. 0; or -1, ERR_DENIED: the kernel has a net and did not let us use it.
 * Call it with one thread only. */
int confine(struct confinement *active, struct err *err);

/* The process ends by SIGPROF once it has needed so many seconds of processor
 * time from now on; 0: it may run on. Replaces the call before. */
void confine_time(double seconds);

#endif
