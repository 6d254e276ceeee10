/* confine_calls.h - the half of confine.h that is a filter of system calls
 * (seccomp). */
#ifndef REVOS_CONFINE_CALLS_H
#define REVOS_CONFINE_CALLS_H

#include "core/confine.h"

/* Whether there is a filter for this machine and a kernel that takes one. */
int confine_calls_support(void);

/* Allow this process what one needs that computes; with a plan, what libcurl
 * and the resolver need too; with writes in it, to open files for writing;
 * with programs in it, to start one that confines itself further, which the
 * filter then holds as well. All else fails with EPERM. 0, or -1 with errno. */
int confine_calls(const struct confine_plan *plan);

#endif
