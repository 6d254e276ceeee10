#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/database.h"

static const struct database_open memory = { .create = 1 };

static void statements_come_one_after_the_other(void **state)
{
    const char *sql = "CREATE TABLE t (a); INSERT INTO t VALUES (1); -- end";
    sqlite3_stmt *statement;
    sqlite3 *database;
    int count = 0;

    (void)state;
    assert_int_equal(database_open(&database, ":memory:", &memory, NULL), 0);
    while (database_prepare(database, sql, strlen(sql), &statement, &sql,
                            NULL) == 0 &&
           statement != NULL) {
        assert_int_equal(database_step(database, statement, NULL), 0);
        sqlite3_finalize(statement);
        count++;
    }
    assert_int_equal(count, 2);
    database_close(database);
}

static void failures_have_their_codes(void **state)
{
    struct database_open readonly = { .readonly = 1 };
    sqlite3_stmt *statement;
    sqlite3 *database;
    const char *rest;
    struct err err;

    (void)state;
    assert_int_equal(database_open(&database, "/no/such/file", &readonly, &err),
                     -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(database_open(&database, ":memory:", &memory, NULL), 0);
    assert_int_equal(
        database_prepare(database, "nonsense", 8, &statement, &rest, &err), -1);
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(err.message,
                        "database: near \"nonsense\": syntax error");
    database_close(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_come_one_after_the_other),
        cmocka_unit_test(failures_have_their_codes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
