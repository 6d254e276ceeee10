/* code.h - Lua compiled at build time, for the build tool. */
#ifndef REVOS_EMBED_CODE_H
#define REVOS_EMBED_CODE_H

#include "embed/bytes.h"

/* What the compiler of Lua makes of `text`, the file `name` of this project.
 * Lines, names of functions, of fields and of what an inner function uses stay
 * in it, because messages need them; names of local variables do not: each
 * would be made a string at every start, a seventh of all that loading costs.
 * Adds to `code`. Returns 0, or -1 after saying on stderr what is wrong. */
int code_compile(struct bytes *code,
                 const struct bytes *text,
                 const char *name);

#endif
