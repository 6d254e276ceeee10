/* statements.h - prepared statements of a database, kept for the next time.
 *
 * Half of the time of a small query is its preparation. A cache starts as
 * STATEMENTS_EMPTY and is freed before its database is closed. */
#ifndef REVOS_STATEMENTS_H
#define REVOS_STATEMENTS_H

#include <sqlite3.h>
#include <stddef.h>

#include "core/err.h"

enum { STATEMENTS_KEPT = 32 };

struct statement {
    sqlite3_stmt *stmt; /* NULL: there was only white space, or a free place */
    char *sql;
    size_t len;
    int taken;
    int kept;      /* in a place of the cache, not on its own */
    unsigned used; /* when, in turns of the cache */
};

struct statements {
    struct statement places[STATEMENTS_KEPT];
    unsigned turn;
};

#define STATEMENTS_EMPTY ((struct statements){ 0 })

/* The statement of `sql`, reset and with all its values NULL. 0, or -1. */
int statements_take(struct statements *cache,
                    sqlite3 *database,
                    const char *sql,
                    size_t len,
                    struct statement **out,
                    struct err *err);

/* Give one back: a struct statement. NULL is fine. */
void statements_give(void *statement);

/* Free all of them. None may be taken. */
void statements_free(struct statements *cache);

#endif
