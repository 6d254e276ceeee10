/* sqlite.c - the "host.sqlite" module.
 *
 *   sqlite.open(path [, { readonly, frozen, create, busy_timeout }]) -> db
 *   db:exec(sql) -> true                     several statements, no values
 *   db:query(sql, value, ...) -> { row, ... }    a row is { column = value }
 *   db:run(sql, value, ...) -> changes       rows that were written
 *   db:transaction(fn) -> what fn gives      undone when fn raises, or gives
 *                                            nil, message, code
 *   db:close()
 *
 * Values stand for the "?" of one statement: nil (also json.null), booleans (0
 * or 1), numbers, text. A NULL column is absent from its row. Failures are
 * nil, message, code; a wrong number of values raises. */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "core/database.h"
#include "core/statements.h"

#define DATABASE_TYPE "revos.sqlite"

struct connection {
    sqlite3 *database; /* NULL: closed */
    struct statements statements;
};

static struct connection *connection_of(lua_State *L)
{
    struct connection *box = luaL_checkudata(L, 1, DATABASE_TYPE);

    luaL_argcheck(L, box->database != NULL, 1, "the database is closed");
    return box;
}

static sqlite3 *self(lua_State *L)
{
    return connection_of(L)->database;
}

static int sqlite_close(lua_State *L)
{
    struct connection *box = luaL_checkudata(L, 1, DATABASE_TYPE);

    statements_free(&box->statements);
    database_close(box->database);
    box->database = NULL;
    return 0;
}

static int sqlite_open(lua_State *L)
{
    const char *path = args_text(L, 1);
    struct database_open how;
    struct connection *box;
    struct err err;

    args_options(L, 2);
    how.readonly = args_field_boolean(L, 2, "readonly", 0);
    how.frozen = args_field_boolean(L, 2, "frozen", 0);
    how.create = args_field_boolean(L, 2, "create", 1);
    how.busy_timeout =
        (int)args_field_integer(L, 2, "busy_timeout", DATABASE_PATIENCE_MS);
    box = lua_newuserdatauv(L, sizeof *box, 0);
    box->database = NULL;
    box->statements = STATEMENTS_EMPTY;
    luaL_setmetatable(L, DATABASE_TYPE);
    if (database_open(&box->database, path, &how, &err) != 0)
        return fail(L, &err);
    return 1;
}

static int bind_one(lua_State *L, sqlite3_stmt *statement, int at, int index)
{
    size_t len;
    const char *text;

    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TLIGHTUSERDATA:
        return sqlite3_bind_null(statement, at);
    case LUA_TBOOLEAN:
        return sqlite3_bind_int(statement, at, lua_toboolean(L, index));
    case LUA_TNUMBER:
        if (lua_isinteger(L, index))
            return sqlite3_bind_int64(statement, at, lua_tointeger(L, index));
        return sqlite3_bind_double(statement, at, lua_tonumber(L, index));
    case LUA_TSTRING:
        text = lua_tolstring(L, index, &len); /* the stack keeps it */
        return sqlite3_bind_text64(statement, at, text, len, SQLITE_STATIC,
                                   SQLITE_UTF8);
    default:
        return luaL_argerror(L, index, "a value of SQL expected");
    }
}

/* [-0, +1, e] The statement of argument 2 with the values after it. */
static int prepare(lua_State *L, sqlite3_stmt **out, struct err *err)
{
    struct connection *box = connection_of(L);
    int values = lua_gettop(L) - 2;
    size_t len;
    const char *sql = luaL_checklstring(L, 2, &len);
    struct hold *held = hold_new(L, statements_give);
    struct statement *statement;

    if (statements_take(&box->statements, box->database, sql, len, &statement,
                        err) != 0)
        return -1;
    held->ptr = statement;
    *out = statement->stmt;
    if (sqlite3_bind_parameter_count(*out) != values)
        luaL_error(L, "the statement has %d values, %d are given",
                   sqlite3_bind_parameter_count(*out), values);
    for (int i = 1; i <= values; i++) {
        int code = bind_one(L, *out, i, i + 2);

        if (code != SQLITE_OK)
            return database_failed(box->database, code, err);
    }
    return 0;
}

/* [-0, +1, m] A value that is not NULL. */
static void push_column(lua_State *L, sqlite3_stmt *statement, int i)
{
    switch (sqlite3_column_type(statement, i)) {
    case SQLITE_INTEGER:
        lua_pushinteger(L, sqlite3_column_int64(statement, i));
        break;
    case SQLITE_FLOAT:
        lua_pushnumber(L, sqlite3_column_double(statement, i));
        break;
    default: {
        const char *bytes = sqlite3_column_blob(statement, i);

        lua_pushlstring(L, bytes == NULL ? "" : bytes,
                        (size_t)sqlite3_column_bytes(statement, i));
    }
    }
}

static void push_row(lua_State *L, sqlite3_stmt *statement)
{
    int count = sqlite3_column_count(statement);

    lua_createtable(L, 0, count);
    for (int i = 0; i < count; i++) {
        if (sqlite3_column_type(statement, i) == SQLITE_NULL)
            continue;
        push_column(L, statement, i);
        lua_setfield(L, -2, sqlite3_column_name(statement, i));
    }
}

static int sqlite_query(lua_State *L)
{
    sqlite3 *database = self(L);
    sqlite3_stmt *statement;
    struct err err;
    lua_Integer n = 0;
    int got;

    if (prepare(L, &statement, &err) != 0)
        return fail(L, &err);
    lua_newtable(L);
    while ((got = database_step(database, statement, &err)) > 0) {
        push_row(L, statement);
        lua_rawseti(L, -2, ++n);
    }
    return got < 0 ? fail(L, &err) : 1;
}

static int sqlite_run(lua_State *L)
{
    sqlite3 *database = self(L);
    sqlite3_stmt *statement;
    struct err err;
    int got;

    if (prepare(L, &statement, &err) != 0)
        return fail(L, &err);
    do
        got = database_step(database, statement, &err);
    while (got > 0);
    if (got < 0)
        return fail(L, &err);
    lua_pushinteger(L, sqlite3_changes64(database));
    return 1;
}

/* 1 when there was a statement, 0 at the end of the text, -1. */
static int exec_one(sqlite3 *database, const char **sql, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    int got;

    if (database_prepare(database, *sql, strlen(*sql), &statement, sql, err) !=
        0)
        return -1;
    if (statement == NULL)
        return **sql != '\0';
    do
        got = database_step(database, statement, err);
    while (got > 0);
    sqlite3_finalize(statement);
    return got < 0 ? -1 : 1;
}

static int exec(lua_State *L, sqlite3 *database, const char *sql)
{
    struct err err;
    int got;

    do
        got = exec_one(database, &sql, &err);
    while (got > 0);
    if (got < 0)
        return fail(L, &err);
    lua_pushboolean(L, 1);
    return 1;
}

static int sqlite_exec(lua_State *L)
{
    sqlite3 *database = self(L);

    return exec(L, database, args_text(L, 2));
}

static int sqlite_transaction(lua_State *L)
{
    sqlite3 *database = self(L);
    int status, answers;

    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    if (exec(L, database, "BEGIN IMMEDIATE") != 1)
        return 3;
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, 1);
    status = lua_pcall(L, 1, LUA_MULTRET, 0);
    answers = lua_gettop(L) - 2;
    if (status == LUA_OK && !(answers >= 2 && lua_isnil(L, 3)) &&
        exec(L, database, "COMMIT") != 1) {
        sqlite3_exec(database, "ROLLBACK", NULL, NULL, NULL);
        return 3;
    }
    lua_settop(L, 2 + answers);
    if (!sqlite3_get_autocommit(database))
        sqlite3_exec(database, "ROLLBACK", NULL, NULL, NULL);
    return status == LUA_OK ? answers : lua_error(L);
}

static const luaL_Reg methods[] = {
    { "__close", sqlite_close },
    { "__gc", sqlite_close },
    { "close", sqlite_close },
    { "exec", sqlite_exec },
    { "query", sqlite_query },
    { "run", sqlite_run },
    { "transaction", sqlite_transaction },
    { NULL, NULL },
};

static const luaL_Reg sqlite_functions[] = {
    { "open", sqlite_open },
    { NULL, NULL },
};

int luaopen_host_sqlite(lua_State *L)
{
    luaL_newmetatable(L, DATABASE_TYPE);
    luaL_setfuncs(L, methods, 0);
    lua_pushvalue(L, -1);
    lua_setfield(L, -2, "__index");
    luaL_newlib(L, sqlite_functions);
    return 1;
}
