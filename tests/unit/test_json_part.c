#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/json_part.h"

static void check(const char *text, const char *path, const char *wanted)
{
    struct buf out = BUF_EMPTY;
    struct err err;

    assert_int_equal(json_part_append(&out, text, strlen(text), path, &err),
                     wanted != NULL);
    if (wanted != NULL)
        assert_string_equal(out.data, wanted);
    buf_free(&out);
}

static void finds_the_value_of_a_path(void **state)
{
    (void)state;
    check("{\"x\":{\"b\":1},\"a\": {\"b\":[1, {\"c\":2}]}}", "a.b",
          "[1, {\"c\":2}]");
    check(" \"x\" ", "", "\"x\"");
    check("[1]", "..", "[1]");
    check("{\"a\":{\"b\":null}}", ".a..b.", "null");
    check("{\"\\u0061\":12}", "a", "12");
    check("{\"a\":{}}", "a.b", NULL);
    check("{\"a\":[{\"b\":1}]}", "a.b", NULL);
    check("{\"ab\":1,\"\\u0061b\":1}", "a", NULL);
    check("1", "a", NULL);
}

static void the_last_of_a_key_counts(void **state)
{
    (void)state;
    check("{\"a\":1,\"a\":2}", "a", "2");
    check("{\"a\":{\"b\":1},\"a\":{}}", "a.b", NULL);
    check("{\"a\":{\"b\":1},\"a\":{\"b\":3}}", "a.b", "3");
}

static void refuses_what_is_no_document(void **state)
{
    static const char *const texts[] = { "", "{\"a\":1", "{\"a\":1}]",
                                         "{\"a\":[1,]}",
                                         "{\"a\":1,\"b\":\xff}" };
    struct buf out = BUF_EMPTY;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(
            json_part_append(&out, texts[i], strlen(texts[i]), "a", &err), -1);
        assert_int_equal(err.code, ERR_SYNTAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_value_of_a_path),
        cmocka_unit_test(the_last_of_a_key_counts),
        cmocka_unit_test(refuses_what_is_no_document),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
