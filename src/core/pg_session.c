#include "core/pg_session.h"

#include <string.h>

/* The subject of all messages: an address may hold a password. */
#define SUBJECT "PostgreSQL"

/* What a session begins with: no statement waits for ever. */
#define SETTINGS                                                               \
    "SET client_encoding = 'UTF8'; SET client_min_messages = 'warning';"       \
    "SET lock_timeout = '10s'; SET statement_timeout = '30s';"                 \
    "SET idle_in_transaction_session_timeout = '30s'"

static const struct {
    const char *state; /* its beginning: a class, or the whole */
    enum err_code code;
} states[] = {
    { "23", ERR_CONFLICT }, { "40", ERR_BUSY },      { "55P03", ERR_BUSY },
    { "57014", ERR_BUSY },  { "08", ERR_NETWORK },   { "57P", ERR_NETWORK },
    { "28", ERR_DENIED },   { "42501", ERR_DENIED }, { "53", ERR_LIMIT },
    { "54", ERR_LIMIT },    { "58", ERR_IO },
};

static enum err_code code_of(const char *state)
{
    if (state == NULL)
        return ERR_NETWORK;
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strncmp(state, states[i].state, strlen(states[i].state)) == 0)
            return states[i].code;
    return ERR_INVALID;
}

static int failed(struct err *err, enum err_code code, const char *text)
{
    size_t len = strcspn(text, "\n");

    return err_set(err, code, SUBJECT ": %.*s", (int)len, text);
}

/* What went wrong with the connection itself. */
static int disconnected(const struct pg_session *session, struct err *err)
{
    const char *text = session->pq.errorMessage(session->connection);
    int denied = strstr(text, "authentication failed") != NULL;

    return failed(err, denied ? ERR_DENIED : ERR_NETWORK, text);
}

static void ignore_notice(void *data, const char *message)
{
    (void)data;
    (void)message;
}

static int judge(struct pg_session *session, PGresult *result, struct err *err)
{
    const struct pg_library *pq = &session->pq;
    ExecStatusType status = pq->resultStatus(result);
    const char *text;

    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return 0;
    text = result == NULL
               ? NULL
               : pq->resultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (text == NULL)
        return disconnected(session, err);
    return failed(err, code_of(pq->resultErrorField(result, PG_DIAG_SQLSTATE)),
                  text);
}

static int exec(struct pg_session *session, const char *sql, struct err *err)
{
    PGresult *result = session->pq.exec(session->connection, sql);
    int status = judge(session, result, err);

    session->pq.clear(result);
    return status;
}

static int begin_session(struct pg_session *session, struct err *err)
{
    if (session->pq.status(session->connection) != CONNECTION_OK)
        return disconnected(session, err);
    session->pq.setNoticeProcessor(session->connection, ignore_notice, NULL);
    return exec(session, SETTINGS, err);
}

int pg_session_open(struct pg_session *out,
                    const char *address,
                    struct err *err)
{
    if (pg_library_open(&out->pq, err) != 0)
        return -1;
    out->connection = out->pq.connectdb(address);
    if (out->connection == NULL)
        return err_set(err, ERR_LIMIT, SUBJECT ": out of memory");
    return begin_session(out, err);
}

void pg_session_close(struct pg_session *session)
{
    if (session->connection != NULL)
        session->pq.finish(session->connection);
    session->connection = NULL;
}

/* The end of what begins at `at` and holds no value: a quoted text or name, a
 * comment to the end of its line; else the next byte. */
static const char *skip_token(const char *at)
{
    const char *end;

    if (*at == '\'' || *at == '"')
        end = strchr(at + 1, *at);
    else if (at[0] == '-' && at[1] == '-')
        end = strchr(at, '\n');
    else
        return at + 1;
    return end == NULL ? at + strlen(at) : end + 1;
}

int pg_number_values(const char *sql,
                     struct buf *out,
                     int *count,
                     struct err *err)
{
    int status = 0;

    *count = 0;
    while (*sql != '\0' && status == 0) {
        const char *end = skip_token(sql);

        if (*sql == '?')
            status = buf_printf(out, "$%d", ++*count);
        else
            status = buf_append(out, sql, (size_t)(end - sql));
        sql = end;
    }
    if (status != 0)
        return err_set(err, ERR_LIMIT, SUBJECT ": out of memory");
    if (*count > PG_VALUES_MOST)
        return err_set(err, ERR_LIMIT, SUBJECT ": more than %d values",
                       PG_VALUES_MOST);
    return 0;
}

/* A lost connection shows at the next statement only, whose failure then
 * cannot be told from one of the statement: so ask for a new one before. */
static int reconnect_if_lost(struct pg_session *session, struct err *err)
{
    if (session->pq.status(session->connection) == CONNECTION_OK)
        return 0;
    session->pq.reset(session->connection);
    return begin_session(session, err);
}

int pg_session_exec(struct pg_session *session,
                    const char *sql,
                    struct err *err)
{
    if (reconnect_if_lost(session, err) != 0)
        return -1;
    return exec(session, sql, err);
}

int pg_session_run(struct pg_session *session,
                   const char *sql,
                   const struct pg_values *values,
                   PGresult **out,
                   struct err *err)
{
    *out = NULL;
    if (reconnect_if_lost(session, err) != 0)
        return -1;
    *out = session->pq.execParams(session->connection, sql, values->count, NULL,
                                  values->text, NULL, NULL, 0);
    return judge(session, *out, err);
}
