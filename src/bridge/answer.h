/* answer.h - the answer to an HTTP request as a Lua table. */
#ifndef REVOS_ANSWER_H
#define REVOS_ANSWER_H

#include <lua.h>

#include "core/transfer.h"

/* The type of the userdata that has a transfer. */
#define ANSWER_TRANSFER "revos.http.transfer"

/* User values: the answer, once it was asked for; the reader (record_reader.h)
 * that transfer->query belongs to, if there is one. */
enum { ANSWER_ITSELF = 1, ANSWER_READER = 2 };

struct answer_transfer {
    struct transfer *transfer;
};

/* [-0, +1, m] Push { status, bytes, sets_cookies, transfer, ... } of a finished
 * transfer that has an answer; the userdata that has it is at `index`. `bytes`
 * is the body of the answer (see body.h), which is taken out of the transfer;
 * `sets_cookies`: there is a Set-Cookie among the headers. The rest is made
 * when it is asked for: `body`, a string; `reason`; `url`; `redirects`;
 * `header`, a string, a line for each; `headers`, a list of { name, value }
 * that holds the values under their names in lower case too. */
void answer_push(lua_State *L, int index);

/* [-0, +1, m] Push what a head (`header` of an answer) says under the name, in
 * any case: one value, or several joined by ", "; nil for none. */
void answer_push_header(lua_State *L,
                        const char *head,
                        size_t len,
                        const char *name);

#endif
