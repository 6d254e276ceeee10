#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/csv.h"

/* The records of a text that comes in two parts. */
static void read_cut(const char *text, size_t len, size_t cut, struct buf *out)
{
    static const struct csv_text none = { "-", 1 };
    struct csv csv = { .delimiter = ',', .none = &none, .none_count = 1 };
    size_t used, more;

    assert_int_equal(csv_rows(&csv, text, cut, false, SIZE_MAX, &used, out), 0);
    assert_true(used <= cut);
    assert_int_equal(
        csv_rows(&csv, text + used, len - used, true, SIZE_MAX, &more, out), 0);
    assert_int_equal(used + more, len);
    csv_free(&csv);
    csv_free(&csv);
}

static void is(const char *text, const char *wanted)
{
    for (size_t cut = 0; cut <= strlen(text); cut++) {
        struct buf out = BUF_EMPTY;

        read_cut(text, strlen(text), cut, &out);
        assert_string_equal(out.len > 0 ? out.data : "", wanted);
        buf_free(&out);
    }
}

static void test_cells(void **state)
{
    (void)state;
    is("", "");
    is("a,b", "");
    is("a,b\n1,2", "{\"a\":\"1\",\"b\":\"2\"},");
    is("a,b\r\n1,\r2,\n", "{\"a\":\"1\",\"b\":\"\"},{\"a\":\"2\",\"b\":\"\"},");
    is("a\n\n1\r\n\r\n", "{\"a\":\"1\"},");
    is("a\n\xc3\xa9\\\t\x01\n", "{\"a\":\"\xc3\xa9\\\\\\t\\u0001\"},");
}

static void test_quotes(void **state)
{
    (void)state;
    is("a\n\"x\"\"y\"\n", "{\"a\":\"x\\\"y\"},");
    is("a\n\"x\r\ny\rz\nq\"\n", "{\"a\":\"x\\ny\\nz\\nq\"},");
    is("a,b\n\"1,2\"3\"4,5\n", "{\"a\":\"1,23\\\"4\",\"b\":\"5\"},");
    is("a\n \"x\"\n", "{\"a\":\" \\\"x\\\"\"},");
    is("a\n\"never\nclosed", "{\"a\":\"never\\nclosed\"},");
    is("a\n\"\"\"", "{\"a\":\"\\\"\"},");
    is("a\n\"", "{\"a\":\"\"},");
    is("a\n\"\"\n", "{\"a\":\"\"},");
    is("\"a\r\nb\",\"c\"\"\"\n1,2\n", "{\"a\\nb\":\"1\",\"c\\\"\":\"2\"},");
}

static void test_short_and_long_rows(void **state)
{
    (void)state;
    is("a,b\n1\n", "{\"a\":\"1\",\"b\":null},");
    is("a\n1,-,\"3\"\n", "{\"a\":\"1\",\"null\":[\"-\",\"3\"]},");
    is("a\n-\n\"-\"\n--\n", "{\"a\":null},{\"a\":null},{\"a\":\"--\"},");
    is("\n1,2\n", "{\"null\":[\"1\",\"2\"]},");
    is("a,null,b\n1,2,3,4\n5,6\n", "{\"a\":\"1\",\"null\":[\"4\"],\"b\":\"3\"},"
                                   "{\"a\":\"5\",\"null\":\"6\",\"b\":null},");
}

/* As Python's dict(zip(names, cells)), then null for names without a cell. */
static void test_names_that_come_twice(void **state)
{
    (void)state;
    is("a,b,a\n1,2\n3,4,5\n6,7,8,9\n",
       "{\"a\":null,\"b\":\"2\"},{\"a\":\"5\",\"b\":\"4\"},"
       "{\"a\":\"8\",\"b\":\"7\",\"null\":[\"9\"]},");
    is("a,a,a\n1,2,3\n", "{\"a\":\"3\"},");
    is("a,,b\n1,2,3\n", "{\"a\":\"1\",\"\":\"2\",\"b\":\"3\"},");
}

static void test_many_names_in_time(void **state)
{
    enum { NAMES = 200000 };
    struct csv csv = { .delimiter = ',' };
    struct buf text = BUF_EMPTY, out = BUF_EMPTY;
    size_t used;

    (void)state;
    for (int i = 0; i < NAMES; i++)
        assert_int_equal(buf_printf(&text, "%d,", i / 2), 0);
    assert_int_equal(buf_puts(&text, "z\n1"), 0);
    assert_int_equal(
        csv_rows(&csv, text.data, text.len, true, SIZE_MAX, &used, &out), 0);
    assert_int_equal(used, text.len);
    csv_free(&csv);
    buf_free(&text);
    buf_free(&out);
}

static void test_stops_when_it_is_enough(void **state)
{
    const char *text = "a\n1\n2\n3\n";
    struct csv csv = { .delimiter = ',', .drops_surplus = true };
    struct buf out = BUF_EMPTY;
    size_t used;

    (void)state;
    assert_int_equal(csv_rows(&csv, text, 8, true, 1, &used, &out), 0);
    assert_int_equal(used, 4);
    assert_string_equal(out.data, "{\"a\":\"1\"},");
    out.len = 0;
    assert_int_equal(csv_rows(&csv, "2,x\n", 4, true, SIZE_MAX, &used, &out),
                     0);
    assert_string_equal(out.data, "{\"a\":\"2\"},");
    csv_free(&csv);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_short_and_long_rows),
        cmocka_unit_test(test_names_that_come_twice),
        cmocka_unit_test(test_many_names_in_time),
        cmocka_unit_test(test_stops_when_it_is_enough),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
