#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/regex_python.h"

static void check(const char *pattern, const char *wanted)
{
    struct buf out = BUF_EMPTY;

    assert_int_equal(regex_python(&out, pattern, strlen(pattern)), 0);
    assert_string_equal(out.data, wanted);
    buf_free(&out);
}

static void writes_what_python_spells_otherwise(void **state)
{
    (void)state;
    check("a\\Z", "a\\z");
    check("\\\\Z", "\\\\Z");
    check("a{,3}", "a{0,3}");
    check("a{,", "a{,");
    check("\\u00e9\\U0001F600", "\\x{00e9}\\x{0001F600}");
    check("(?iu)a", "(?i)a");
    check("(?a:b)", "(?:b)");
    check("(?P<n>a)(?P=n)", "(?P<n>a)(?P=n)");
    check("[[:a]]", "[\\[:a]]");
    check("[^]{,3}]", "[^]{,3}]");
    check("a\\", "a\\");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_what_python_spells_otherwise),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
