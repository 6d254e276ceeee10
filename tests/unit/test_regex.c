#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/regex.h"
#include "core/regex_template.h"

static struct regex *compile(const char *pattern)
{
    struct regex *regex;

    assert_int_equal(regex_compile(&regex, pattern, strlen(pattern), "", NULL),
                     0);
    return regex;
}

static void groups_have_numbers_and_names(void **state)
{
    struct regex *regex = compile("(a)|(?P<n>b)");
    size_t start, end;

    (void)state;
    assert_int_equal(regex_groups(regex), 2);
    assert_null(regex_group_name(regex, 1));
    assert_string_equal(regex_group_name(regex, 2), "n");
    assert_int_equal(regex_group_number(regex, "n"), 2);
    assert_int_equal(regex_group_number(regex, "m"), -1);
    assert_int_equal(regex_search(regex, "xb", 2, 0, 0, NULL), 1);
    assert_int_equal(regex_group(regex, 0, &start, &end), 0);
    assert_int_equal(start, 1);
    assert_int_equal(end, 2);
    assert_int_equal(regex_group(regex, 1, &start, &end), -1);
    assert_int_equal(regex_group(regex, 9, &start, &end), -1);
    assert_int_equal(regex_search(regex, "xb", 2, 0, REGEX_ANCHORED, NULL), 0);
    regex_free(regex);
}

static void check(const char *text, int status, const char *wanted)
{
    struct regex *regex = compile("(?P<n>b)(x)?");
    struct buf out = BUF_EMPTY;
    struct err err;

    assert_int_equal(regex_search(regex, "abc", 3, 0, 0, NULL), 1);
    assert_int_equal(
        regex_template(&out, text, strlen(text), regex, "abc", &err), status);
    if (status == 0)
        assert_string_equal(out.data, wanted);
    else
        assert_string_equal(err.message, wanted);
    buf_free(&out);
    regex_free(regex);
}

static void replacements_are_those_of_python(void **state)
{
    (void)state;
    check("[\\1\\g<n>\\g<0>\\2]", 0, "[bbb]");
    check("\\\\n\\n\\.", 0, "\\n\n\\.");
    check("\\q", -1, "replacement: bad escape \\q");
    check("\\3", -1, "replacement: invalid group reference");
    check("\\g<m>", -1, "replacement: unknown group name 'm'");
    check("\\g<", -1, "replacement: missing group name");
    check("\\", -1, "replacement: bad escape (end of pattern)");
}

static void bad_patterns_are_told(void **state)
{
    struct regex *regex;
    struct err err;

    (void)state;
    assert_int_equal(regex_compile(&regex, "a(", 2, "", &err), -1);
    assert_int_equal(err.code, ERR_SYNTAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_have_numbers_and_names),
        cmocka_unit_test(replacements_are_those_of_python),
        cmocka_unit_test(bad_patterns_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
