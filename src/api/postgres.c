/* postgres.c - the "host.postgres" module: as host.sqlite, on a server.
 *
 *   postgres.open(address) -> db             postgres://user@host/name
 *   db:exec(sql) -> true                     several statements, no values
 *   db:query(sql, value, ...) -> { row, ... }    a row is { column = value }
 *   db:run(sql, value, ...) -> changes       rows that were written
 *   db:close()
 *
 * Values stand for the "?" of one statement: nil (also json.null), booleans
 * (0 or 1), numbers, text. A NULL column is absent from its row. Failures are
 * nil, message, code; a wrong number of values raises. Transactions are
 * statements: BEGIN, COMMIT, ROLLBACK. */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "core/pg_session.h"

#define CONNECTION_TYPE "revos.postgres"

/* Types of columns (pg_type.h of the server) that are no text here. */
enum {
    TYPE_BOOL = 16,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_FLOAT4 = 700,
    TYPE_FLOAT8 = 701
};

static struct pg_session *self(lua_State *L)
{
    struct pg_session *session = luaL_checkudata(L, 1, CONNECTION_TYPE);

    luaL_argcheck(L, session->connection != NULL, 1,
                  "the connection is closed");
    return session;
}

static int postgres_close(lua_State *L)
{
    pg_session_close(luaL_checkudata(L, 1, CONNECTION_TYPE));
    return 0;
}

static int postgres_open(lua_State *L)
{
    const char *address = args_text(L, 1);
    struct pg_session *session = lua_newuserdatauv(L, sizeof *session, 0);
    struct err err;

    memset(session, 0, sizeof *session);
    luaL_setmetatable(L, CONNECTION_TYPE);
    if (pg_session_open(session, address, &err) != 0)
        return fail(L, &err);
    return 1;
}

static int postgres_exec(lua_State *L)
{
    struct pg_session *session = self(L);
    struct err err;

    if (pg_session_exec(session, args_text(L, 2), &err) != 0)
        return fail(L, &err);
    lua_pushboolean(L, 1);
    return 1;
}

/* The value at `index` as the text that the server reads; the stack keeps it.
 * 0, or -1 for text that no server takes. */
static int
read_value(lua_State *L, int index, const char **out, struct err *err)
{
    size_t len;

    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TLIGHTUSERDATA:
        *out = NULL;
        return 0;
    case LUA_TBOOLEAN:
        *out = lua_toboolean(L, index) ? "1" : "0";
        return 0;
    default:
        *out = luaL_checklstring(L, index, &len);
        if (strlen(*out) != len)
            return err_set(err, ERR_INVALID, "PostgreSQL: a NUL in a text");
        return 0;
    }
}

/* The arguments from the third to `top`. 0, or -1. */
static int read_values(lua_State *L,
                       int top,
                       int wanted,
                       struct pg_values *values,
                       struct err *err)
{
    values->count = top - 2;
    if (values->count != wanted)
        luaL_error(L, "the statement has %d values, %d are given", wanted,
                   values->count);
    for (int i = 0; i < values->count; i++)
        if (read_value(L, i + 3, &values->text[i], err) != 0)
            return -1;
    return 0;
}

/* The result of a statement, freed by whoever holds this. */
struct answer {
    const struct pg_session *session;
    PGresult *result;
};

static int answer_gc(lua_State *L)
{
    struct answer *answer = lua_touserdata(L, 1);

    if (answer->result != NULL)
        answer->session->pq.clear(answer->result);
    answer->result = NULL;
    return 0;
}

/* [-0, +1, m] */
static struct answer *push_answer(lua_State *L, struct pg_session *session)
{
    struct answer *answer = lua_newuserdatauv(L, sizeof *answer, 0);

    answer->session = session;
    answer->result = NULL;
    if (luaL_newmetatable(L, CONNECTION_TYPE ".answer")) {
        lua_pushcfunction(L, answer_gc);
        lua_setfield(L, -2, "__close");
        lua_pushcfunction(L, answer_gc);
        lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, -2);
    lua_toclose(L, -1);
    return answer;
}

/* [-0, +2, e] Run argument 2 with the values after it. NULL after a failure. */
static PGresult *run(lua_State *L, struct pg_session *session, struct err *err)
{
    const char *sql = args_text(L, 2);
    int top = lua_gettop(L), wanted;
    struct buf *numbered = hold_buf(L);
    struct pg_values values;
    struct answer *answer;

    if (pg_number_values(sql, numbered, &wanted, err) != 0)
        return NULL;
    if (read_values(L, top, wanted, &values, err) != 0)
        return NULL;
    answer = push_answer(L, session);
    if (pg_session_run(session, numbered->data, &values, &answer->result,
                       err) != 0)
        return NULL;
    return answer->result;
}

/* [-0, +1, m] A value that is not NULL. */
static void push_value(lua_State *L, Oid type, const char *text, size_t len)
{
    switch (type) {
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8:
    case TYPE_FLOAT4:
    case TYPE_FLOAT8:
        if (lua_stringtonumber(L, text) == 0)
            lua_pushlstring(L, text, len);
        break;
    case TYPE_BOOL:
        lua_pushinteger(L, text[0] == 't');
        break;
    default:
        lua_pushlstring(L, text, len);
    }
}

static void push_row(lua_State *L,
                     const struct pg_library *pq,
                     const PGresult *result,
                     int row)
{
    int count = pq->nfields(result);

    lua_createtable(L, 0, count);
    for (int i = 0; i < count; i++) {
        if (pq->getisnull(result, row, i))
            continue;
        push_value(L, pq->ftype(result, i), pq->getvalue(result, row, i),
                   (size_t)pq->getlength(result, row, i));
        lua_setfield(L, -2, pq->fname(result, i));
    }
}

static int postgres_query(lua_State *L)
{
    struct pg_session *session = self(L);
    struct err err;
    const PGresult *result = run(L, session, &err);
    int count;

    if (result == NULL)
        return fail(L, &err);
    count = session->pq.ntuples(result);
    lua_createtable(L, count, 0);
    for (int i = 0; i < count; i++) {
        push_row(L, &session->pq, result, i);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}

static int postgres_run(lua_State *L)
{
    struct pg_session *session = self(L);
    struct err err;
    PGresult *result = run(L, session, &err);

    if (result == NULL)
        return fail(L, &err);
    if (lua_stringtonumber(L, session->pq.cmdTuples(result)) == 0)
        lua_pushinteger(L, 0);
    return 1;
}

static const luaL_Reg methods[] = {
    { "__close", postgres_close },
    { "__gc", postgres_close },
    { "close", postgres_close },
    { "exec", postgres_exec },
    { "query", postgres_query },
    { "run", postgres_run },
    { NULL, NULL },
};

static const luaL_Reg postgres_functions[] = {
    { "open", postgres_open },
    { NULL, NULL },
};

int luaopen_host_postgres(lua_State *L)
{
    luaL_newmetatable(L, CONNECTION_TYPE);
    luaL_setfuncs(L, methods, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    luaL_newlib(L, postgres_functions);
    return 1;
}
