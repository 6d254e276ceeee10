#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/err.h"

static void test_keeps_code_and_text(void **state)
{
    struct err err = { .line = 7, .column = 9 };

    (void)state;
    assert_int_equal(err_set(&err, ERR_INVALID, "%s: %d", "x", 3), -1);
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(err.message, "x: 3");
    assert_int_equal(err.line, 0);
    assert_int_equal(err.column, 0);
}

static void test_cuts_a_long_text(void **state)
{
    struct err err;
    char text[4096];

    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(err_set(&err, ERR_IO, "%s", text), -1);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
}

static void test_needs_no_struct(void **state)
{
    (void)state;
    assert_int_equal(err_set(NULL, ERR_IO, "nobody asks"), -1);
}

static void test_maps_errno(void **state)
{
    struct err err;

    (void)state;
    err_errno(&err, "file", ENOENT);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_string_equal(err.message, "file: No such file or directory");
    assert_int_equal(err_code_of_errno(EACCES), ERR_DENIED);
    assert_int_equal(err_code_of_errno(EEXIST), ERR_EXISTS);
    assert_int_equal(err_code_of_errno(ENOSPC), ERR_IO);
}

static void test_every_code_has_a_word(void **state)
{
    (void)state;
    for (int code = ERR_NONE; code <= ERR_INTERNAL; code++)
        assert_true(strlen(err_name((enum err_code)code)) > 1);
    assert_string_equal(err_name(ERR_RUNTIME_MISSING), "runtime_missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keeps_code_and_text),
        cmocka_unit_test(test_cuts_a_long_text),
        cmocka_unit_test(test_needs_no_struct),
        cmocka_unit_test(test_maps_errno),
        cmocka_unit_test(test_every_code_has_a_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
