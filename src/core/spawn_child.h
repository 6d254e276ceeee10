/* spawn_child.h - the half of spawn.h that happens in the child. */
#ifndef REVOS_SPAWN_CHILD_H
#define REVOS_SPAWN_CHILD_H

#include "core/spawn.h"

/* Between fork and exec only calls that a signal handler may make are safe, so
 * everything is prepared before. */
struct spawn_plan {
    const struct spawn_request *request;
    const char *path; /* of the program */
    int in, out, err; /* become 0, 1, 2; all above 2; -1: left as it is */
    int report;       /* gets errno when the program cannot be run */
    pid_t parent;
};

/* Become the program. Does not return. */
void spawn_child(const struct spawn_plan *plan) __attribute__((noreturn));

#endif
