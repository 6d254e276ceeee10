/* libraries.h - which libraries the program works with, and their versions. */
#ifndef REVOS_LIBRARIES_H
#define REVOS_LIBRARIES_H

#include <stddef.h>

struct library {
    const char *name;
    const char *version; /* NULL: not installed */
    const char *file;    /* opened when it is first needed; NULL: linked */
};

enum { LIBRARIES_MAX = 16 };

/* Fill `list` and return how many there are. Libraries that are opened on
 * first use are opened; the texts live as long as the process. */
size_t libraries_list(struct library list[LIBRARIES_MAX]);

#endif
