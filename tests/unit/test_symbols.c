#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/symbols.h"

struct mathematics {
    double (*cosine)(double);
    double (*root)(double);
};

static const struct symbol known[] = {
    { "cos", offsetof(struct mathematics, cosine) },
    { "sqrt", offsetof(struct mathematics, root) },
};

static void symbols_are_put_in_their_places(void **state)
{
    struct mathematics library = { 0 };
    struct err err;

    (void)state;
    assert_int_equal(symbols_open(&library, "libm.so.6", known, 2, &err), 0);
    assert_true(library.cosine(0.0) == 1.0);
    assert_true(library.root(9.0) == 3.0);
}

static void what_is_missing_is_named(void **state)
{
    static const struct symbol unknown[] = { { "cosine_of_revos", 0 } };
    struct mathematics library = { 0 };
    struct err err;

    (void)state;
    assert_int_equal(symbols_open(&library, "libm.so.6", unknown, 1, &err), -1);
    assert_int_equal(err.code, ERR_RUNTIME_MISSING);
    assert_string_equal(err.message, "libm: cosine_of_revos is missing");
    assert_int_equal(
        symbols_open(&library, "librevos-none.so.1", known, 2, &err), -1);
    assert_int_equal(err.code, ERR_RUNTIME_MISSING);
    assert_ptr_equal(strstr(err.message, "librevos-none: "), err.message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols_are_put_in_their_places),
        cmocka_unit_test(what_is_missing_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
