/* pg_session.h - a connection to a PostgreSQL server.
 *
 * A connection that was lost is made anew by the next statement, unless a
 * transaction was open on it: that one fails. */
#ifndef REVOS_PG_SESSION_H
#define REVOS_PG_SESSION_H

#include "core/buf.h"
#include "core/err.h"
#include "core/pg_library.h"

enum { PG_VALUES_MOST = 64 };

struct pg_session {
    struct pg_library pq;
    PGconn *connection;
};

/* The values of a statement; NULL is SQL's NULL. */
struct pg_values {
    int count;
    const char *text[PG_VALUES_MOST];
};

/* Connect to `address` (postgres://..., or libpq's keyword=value form). 0, or
 * -1 with ERR_NETWORK, ERR_DENIED, ERR_RUNTIME_MISSING. */
int pg_session_open(struct pg_session *out,
                    const char *address,
                    struct err *err);

/* Close; one that never was open is fine. */
void pg_session_close(struct pg_session *session);

/* Append `sql` to `out` with $1, $2, ... for each "?" that stands outside of
 * quotes and comments; *count is their number. 0, or -1 with ERR_LIMIT. */
int pg_number_values(const char *sql,
                     struct buf *out,
                     int *count,
                     struct err *err);

/* Run several statements without values. 0, or -1: ERR_CONFLICT for a
 * constraint, ERR_BUSY for locks, ERR_INVALID for bad SQL. */
int pg_session_exec(struct pg_session *session,
                    const char *sql,
                    struct err *err);

/* Run one statement whose values are $1, $2, ... *out is cleared by the caller
 * (session->pq.clear), also after a failure, NULL or not. 0, or -1. */
int pg_session_run(struct pg_session *session,
                   const char *sql,
                   const struct pg_values *values,
                   PGresult **out,
                   struct err *err);

#endif
