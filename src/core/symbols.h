/* symbols.h - libraries that are opened on first use: a struct of function
 * pointers, filled from the library's file. */
#ifndef REVOS_SYMBOLS_H
#define REVOS_SYMBOLS_H

#include <stddef.h>

#include "core/err.h"

/* Where the address of one function belongs. */
struct symbol {
    const char *name;
    size_t offset; /* bytes into the struct */
};

/* Open `file` (a soname, found as dlopen(3) says) for as long as the process
 * lives, and put the addresses of the `n` symbols into the struct `library`.
 * Returns 0, or -1 with ERR_RUNTIME_MISSING where the file or a symbol is not
 * there; safe to call again, and from several threads. */
int symbols_open(void *library,
                 const char *file,
                 const struct symbol *symbols,
                 size_t n,
                 struct err *err);

#endif
