/* embedded.h - the files of lua/, scripts/ and templates/ inside the program.
 * The table is made by the build tool src/embed and sorted by name. */
#ifndef REVOS_EMBEDDED_H
#define REVOS_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *name; /* such as "lua/cli/main.lua" */
    const char *data;
    size_t size;      /* bytes of data, without the final NUL */
    const char *code; /* the same compiled, of lua/ and scripts/; or NULL */
    size_t code_size;
};

extern const struct embedded_file embedded_files[];
extern const size_t embedded_count;

/* The file of that name, or NULL. */
const struct embedded_file *embedded_find(const char *name);

/* Give back the memory of compiled code that was loaded: the pages are read
 * from the file of the program again when more of it is. */
void embedded_forget_code(void);

/* The index of the first file whose name is not below `prefix`; files that
 * begin with the prefix follow it. embedded_count when there is none. */
size_t embedded_lower_bound(const char *prefix);

#endif
