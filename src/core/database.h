/* database.h - a SQLite file, opened with care.
 *
 * What SQLite itself offers is used as it is; this file holds what every user
 * of it would otherwise repeat. */
#ifndef REVOS_DATABASE_H
#define REVOS_DATABASE_H

#include <sqlite3.h>
#include <stddef.h>

#include "core/err.h"

enum { DATABASE_PATIENCE_MS = 5000 };

struct database_open {
    int readonly;
    int frozen;       /* read it without a lock or a file beside it: for a
                         folder that cannot be written. What others write
                         meanwhile may not be seen, or be seen in part */
    int create;       /* make the file when it is missing */
    int busy_timeout; /* milliseconds to wait for another writer */
};

/* Open `path`. Foreign keys are on, double quotes are never strings, the file
 * cannot run code when it is read. 0, or -1. */
int database_open(sqlite3 **out,
                  const char *path,
                  const struct database_open *how,
                  struct err *err);

/* Close; NULL is fine. Statements that are left close it when they end. */
void database_close(void *database);

/* The first statement of `sql`, NULL when there is none left; *rest is what
 * follows it. 0, or -1. */
int database_prepare(sqlite3 *database,
                     const char *sql,
                     size_t len,
                     sqlite3_stmt **out,
                     const char **rest,
                     struct err *err);

/* One step: 1 for a row, 0 at the end, -1 for a failure. */
int database_step(sqlite3 *database, sqlite3_stmt *statement, struct err *err);

/* Fill `err` from the last failure: "busy" for locks, "conflict" for
 * constraints, "invalid" for bad SQL and files that are none. Returns -1. */
int database_failed(sqlite3 *database, int code, struct err *err);

#endif
