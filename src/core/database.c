#include "core/database.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "core/buf.h"

/* What could not be written for want of room. SQLite says so of a full disk;
 * a quota is a failed write to it. */
static int is_full(int code)
{
    return (code & 0xff) == SQLITE_FULL || code == SQLITE_IOERR_WRITE ||
           code == SQLITE_IOERR_SHMSIZE;
}

static enum err_code code_of(int code)
{
    if (is_full(code))
        return ERR_LIMIT;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_CONSTRAINT:
        return ERR_CONFLICT;
    case SQLITE_CANTOPEN:
        return ERR_NOT_FOUND;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return ERR_DENIED;
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
        return ERR_LIMIT;
    case SQLITE_IOERR:
        return ERR_IO;
    case SQLITE_INTERRUPT:
        return ERR_CANCELLED;
    default:
        return ERR_INVALID;
    }
}

/* What the operating system said, where SQLite's own words say little. */
static const char *reason_of(sqlite3 *database, int code)
{
    int number;

    if (database == NULL)
        return sqlite3_errstr(code);
    number = sqlite3_system_errno(database);
    if (number != 0 && number != ENOENT &&
        ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN))
        return strerror(number);
    return sqlite3_errmsg(database);
}

int database_failed(sqlite3 *database, int code, struct err *err)
{
    const char *name =
        database == NULL ? NULL : sqlite3_db_filename(database, "main");

    return err_set(err, code_of(code), "%.200s: %s",
                   name == NULL || *name == '\0' ? "database" : name,
                   reason_of(database, code));
}

static int configure(sqlite3 *database, const struct database_open *how)
{
    int code = sqlite3_extended_result_codes(database, 1);

    if (code == SQLITE_OK)
        code = sqlite3_busy_timeout(database, how->busy_timeout);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return code;
}

/* A path as the address of a file that does not change. 0, or -1. */
static int frozen_address(struct buf *out, const char *path)
{
    int status = buf_puts(out, "file:");

    for (const char *at = path; status == 0 && *at != '\0'; at++)
        status = strchr("?#%", *at) != NULL
                     ? buf_printf(out, "%%%02X", (unsigned)*at)
                     : buf_append(out, at, 1);
    return status == 0 ? buf_puts(out, "?immutable=1") : -1;
}

static int
open_file(sqlite3 **out, const char *path, const struct database_open *how)
{
    int flags = SQLITE_OPEN_NOMUTEX |
                (how->readonly || how->frozen ? SQLITE_OPEN_READONLY
                                              : SQLITE_OPEN_READWRITE);
    struct buf address = BUF_EMPTY;
    int code = SQLITE_NOMEM;

    /* counted under a lock at each allocation, and nobody asks; refused, which
     * does no harm, from the second database on */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (!how->frozen)
        return sqlite3_open_v2(
            path, out,
            how->create && !how->readonly ? flags | SQLITE_OPEN_CREATE : flags,
            NULL);
    if (frozen_address(&address, path) == 0)
        code =
            sqlite3_open_v2(address.data, out, flags | SQLITE_OPEN_URI, NULL);
    buf_free(&address);
    return code;
}

int database_open(sqlite3 **out,
                  const char *path,
                  const struct database_open *how,
                  struct err *err)
{
    sqlite3 *database = NULL;
    int code = open_file(&database, path, how);

    if (code == SQLITE_OK)
        code = configure(database, how);
    if (code == SQLITE_OK) {
        *out = database;
        return 0;
    }
    err_set(err, code_of(code), "%.300s: %s", path, reason_of(database, code));
    sqlite3_close_v2(database);
    return -1;
}

void database_close(void *database)
{
    sqlite3_close_v2(database);
}

int database_prepare(sqlite3 *database,
                     const char *sql,
                     size_t len,
                     sqlite3_stmt **out,
                     const char **rest,
                     struct err *err)
{
    int code;

    if (len > INT_MAX)
        return err_set(err, ERR_LIMIT, "database: the statement is too long");
    code = sqlite3_prepare_v2(database, sql, (int)len, out, rest);
    return code == SQLITE_OK ? 0 : database_failed(database, code, err);
}

int database_step(sqlite3 *database, sqlite3_stmt *statement, struct err *err)
{
    int code = sqlite3_step(statement);

    if (code == SQLITE_ROW)
        return 1;
    return code == SQLITE_DONE ? 0 : database_failed(database, code, err);
}
