/* pg_library.h - libpq, opened when it is first needed. */
#ifndef REVOS_PG_LIBRARY_H
#define REVOS_PG_LIBRARY_H

#include <libpq-fe.h>

#include "core/err.h"

/* Each member is the function of libpq of the same name behind "PQ". */
struct pg_library {
    PGconn *(*connectdb)(const char *address);
    ConnStatusType (*status)(const PGconn *connection);
    PGTransactionStatusType (*transactionStatus)(const PGconn *connection);
    void (*reset)(PGconn *connection);
    void (*finish)(PGconn *connection);
    char *(*errorMessage)(const PGconn *connection);
    PQnoticeProcessor (*setNoticeProcessor)(PGconn *connection,
                                            PQnoticeProcessor processor,
                                            void *data);
    PGresult *(*exec)(PGconn *connection, const char *sql);
    PGresult *(*execParams)(PGconn *connection,
                            const char *sql,
                            int count,
                            const Oid *types,
                            const char *const *values,
                            const int *lengths,
                            const int *formats,
                            int result_format);
    void (*clear)(PGresult *result);
    ExecStatusType (*resultStatus)(const PGresult *result);
    char *(*resultErrorField)(const PGresult *result, int field);
    char *(*cmdTuples)(PGresult *result);
    int (*ntuples)(const PGresult *result);
    int (*nfields)(const PGresult *result);
    char *(*fname)(const PGresult *result, int column);
    Oid (*ftype)(const PGresult *result, int column);
    int (*getisnull)(const PGresult *result, int row, int column);
    char *(*getvalue)(const PGresult *result, int row, int column);
    int (*getlength)(const PGresult *result, int row, int column);
};

/* Fill *library; the library stays open until the program ends. 0, or -1 with
 * ERR_RUNTIME_MISSING. */
int pg_library_open(struct pg_library *library, struct err *err);

#endif
