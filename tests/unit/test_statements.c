#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/database.h"
#include "core/statements.h"

static sqlite3 *database;
static struct statements cache;

static int set_up(void **state)
{
    struct database_open how = { .create = 1 };

    (void)state;
    cache = STATEMENTS_EMPTY;
    return database_open(&database, ":memory:", &how, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    statements_free(&cache);
    database_close(database);
    return 0;
}

static struct statement *take(const char *sql)
{
    struct statement *statement;

    assert_int_equal(
        statements_take(&cache, database, sql, strlen(sql), &statement, NULL),
        0);
    return statement;
}

static void a_statement_is_kept_and_reset(void **state)
{
    struct statement *first = take("SELECT ?");
    sqlite3_stmt *prepared = first->stmt;

    (void)state;
    sqlite3_bind_int(prepared, 1, 7);
    assert_int_equal(sqlite3_step(prepared), SQLITE_ROW);
    statements_give(first);
    first = take("SELECT ?");
    assert_ptr_equal(first->stmt, prepared);
    assert_int_equal(sqlite3_step(prepared), SQLITE_ROW);
    assert_int_equal(sqlite3_column_type(prepared, 0), SQLITE_NULL);
    statements_give(first);
}

static void one_that_is_taken_is_not_given_twice(void **state)
{
    struct statement *first = take("SELECT 1"), *second = take("SELECT 1");

    (void)state;
    assert_ptr_not_equal(first->stmt, second->stmt);
    statements_give(first);
    statements_give(second);
}

static void the_oldest_makes_room(void **state)
{
    sqlite3_stmt *kept = NULL;
    char sql[32];

    (void)state;
    for (int i = 0; i < 3 * STATEMENTS_KEPT; i++) {
        struct statement *often = take("SELECT 'often'");

        kept = kept == NULL ? often->stmt : kept;
        assert_ptr_equal(often->stmt, kept);
        statements_give(often);
        snprintf(sql, sizeof sql, "SELECT %d", i);
        statements_give(take(sql));
    }
}

static void more_than_there_are_places(void **state)
{
    struct statement *taken[STATEMENTS_KEPT + 2];

    (void)state;
    for (size_t i = 0; i < STATEMENTS_KEPT + 2; i++)
        taken[i] = take("SELECT 1");
    for (size_t i = 0; i < STATEMENTS_KEPT + 2; i++)
        statements_give(taken[i]);
}

static void a_mistake_takes_no_place(void **state)
{
    struct statement *statement;
    struct err err;

    (void)state;
    assert_int_equal(
        statements_take(&cache, database, "nonsense", 8, &statement, &err), -1);
    assert_int_equal(err.code, ERR_INVALID);
    statement = take("  ");
    assert_null(statement->stmt);
    statements_give(statement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_is_kept_and_reset),
        cmocka_unit_test(one_that_is_taken_is_not_given_twice),
        cmocka_unit_test(the_oldest_makes_room),
        cmocka_unit_test(more_than_there_are_places),
        cmocka_unit_test(a_mistake_takes_no_place),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
