#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/json_lines.h"
#include "core/json_reader.h"

/* What is added of a part of a text; the number of lines that are refused. */
static int add(struct json_lines *lines, struct buf *out)
{
    enum json_lines_result result;
    int refused = 0;

    while ((result = json_lines_next(lines, out)) != JSON_LINES_END) {
        assert_int_not_equal(result, JSON_LINES_NO_MEMORY);
        refused += result == JSON_LINE_REFUSED;
        if (result == JSON_LINE_REFUSED)
            assert_true(lines->err.message[0] != '\0');
    }
    return refused;
}

static void is(const char *text, const char *wanted, int refused)
{
    size_t len = strlen(text);

    for (size_t cut = 0; cut <= len; cut++) {
        struct json_lines lines = { .text = text, .len = cut };
        struct buf out = BUF_EMPTY;
        int found = add(&lines, &out);

        lines.len += len - cut;
        lines.is_final = true;
        found += add(&lines, &out);
        assert_int_equal(found, refused);
        assert_string_equal(out.len > 0 ? out.data : "", wanted);
        buf_free(&out);
    }
}

static void test_lines_are_elements(void **state)
{
    (void)state;
    is("", "", 0);
    is("\n\n", "", 0);
    is("{\"a\":1}\n[2]\n\n null \r\n\"x\"", "{\"a\":1},[2], null \r,\"x\",", 0);
}

static void test_what_is_no_json_is_refused(void **state)
{
    (void)state;
    is("{\"a\":1}\nbad\n\r\n{}", "{\"a\":1},{},", 2);
    is("{} {}\n{\n}\n\"\xff\"\n01\n", "", 5);
}

static void test_numbers_that_json_lacks(void **state)
{
    (void)state;
    is("NaN\n{\"a\":[-Infinity, Infinity]}\n1e999",
       "NaN,{\"a\":[-Infinity, Infinity]},1e999,", 0);
    is("Nan\n-Inf\nInfinit\nNaNs\n-NaN\n{\"a\":N}", "", 6);
}

/* A line is an element of a list: that is one level. */
static void test_depth_is_limited(void **state)
{
    char text[2 * JSON_DEPTH + 4] = "";

    (void)state;
    for (int i = 0; i < JSON_DEPTH - 1; i++) {
        text[i] = '[';
        text[2 * (JSON_DEPTH - 1) - 1 - i] = ']';
    }
    for (int more = 0; more <= 1; more++) {
        struct json_lines lines = { .text = text,
                                    .len = strlen(text),
                                    .is_final = true };
        struct buf out = BUF_EMPTY;

        assert_int_equal(add(&lines, &out), more);
        buf_free(&out);
        memmove(text + 1, text, strlen(text));
        text[strlen(text)] = ']';
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_are_elements),
        cmocka_unit_test(test_what_is_no_json_is_refused),
        cmocka_unit_test(test_numbers_that_json_lacks),
        cmocka_unit_test(test_depth_is_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
