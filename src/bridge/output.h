/* output.h - standard output, one buffer for all modules of a VM. */
#ifndef REVOS_OUTPUT_H
#define REVOS_OUTPUT_H

#include <lua.h>

#include "core/err.h"
#include "core/out.h"

/* [-0, +0, m] The buffer, made at the first call; written out at the end of the
 * VM. */
struct out *output_standard(lua_State *L);

/* [-0, +1 or 3, m] The results of a function that wrote: true, or nil, message,
 * code. A reader that is gone is noted as a signal (interrupt.h). */
int output_answer(lua_State *L, int status, const struct err *err);

#endif
