#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/pg_session.h"

static void numbered(const char *sql, const char *wanted, int wanted_count)
{
    struct buf out = BUF_EMPTY;
    int count;

    assert_int_equal(pg_number_values(sql, &out, &count, NULL), 0);
    assert_string_equal(out.data, wanted);
    assert_int_equal(count, wanted_count);
    buf_free(&out);
}

static void values_get_numbers(void **state)
{
    (void)state;
    numbered("SELECT ?, ?", "SELECT $1, $2", 2);
    numbered("SELECT '?', \"?\", ? -- ?\n, ?",
             "SELECT '?', \"?\", $1 -- ?\n, $2", 2);
    numbered("SELECT 'it''s ?' || ?", "SELECT 'it''s ?' || $1", 1);
    numbered("SELECT 'open ?", "SELECT 'open ?", 0);
}

static void too_many_values_are_refused(void **state)
{
    char sql[2 * PG_VALUES_MOST + 3];
    struct buf out = BUF_EMPTY;
    struct err err;
    size_t i;
    int count;

    (void)state;
    for (i = 0; i + 1 < sizeof sql; i++)
        sql[i] = '?';
    sql[i] = '\0';
    assert_int_equal(pg_number_values(sql, &out, &count, &err), -1);
    assert_int_equal(err.code, ERR_LIMIT);
    buf_free(&out);
}

static void a_server_that_is_not_there_is_told(void **state)
{
    struct pg_session session = { .connection = NULL };
    struct err err;

    (void)state;
    if (pg_session_open(&session, "postgres://127.0.0.1:1/none", &err) == 0)
        fail();
    if (err.code != ERR_RUNTIME_MISSING)
        assert_int_equal(err.code, ERR_NETWORK);
    pg_session_close(&session);
    pg_session_close(&session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_get_numbers),
        cmocka_unit_test(too_many_values_are_refused),
        cmocka_unit_test(a_server_that_is_not_there_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
