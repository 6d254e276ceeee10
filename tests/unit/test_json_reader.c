/* Grammar, limits and places of the JSON reader, and the fast scan of strings
 * against the slow one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/json_reader.h"
#include "core/json_scan.h"
#include "core/json_text.h"
#include "core/json_writer.h"

/* The last event of a text: JSON_END or JSON_ERROR. The bytes are copied to
 * memory of exactly their size, so that a sanitizer sees a read behind them.
 */
static enum json_event read_all(const char *text, size_t len, struct err *err)
{
    char *copy = malloc(len + 1);
    struct json_reader reader;
    enum json_event event;

    assert_non_null(copy);
    memcpy(copy, text, len);
    copy[len] = '\0';
    json_reader_init(&reader, copy, len, NULL);
    while ((event = json_next(&reader)) > JSON_END)
        assert_true(reader.start <= reader.end && reader.end <= len);
    *err = reader.err;
    free(copy);
    return event;
}

static void test_valid(void **state)
{
    static const char *const texts[] = {
        "0",
        "-0",
        "-1.5e+10",
        "1E5",
        "0.1",
        "\"\"",
        "[]",
        "{}",
        " [ ] ",
        "\t\r\n {\"a\" : [1 , 2] }\n",
        "\"\\u0000\\uD800\\/\"",
        "null",
        "\"\xf0\x90\x80\x80\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\"",
        "[[[[[]]]]]",
        "\"\x7f\"",
        "{\"a\":1,\"a\":2}",
        "{\"\":{}}",
        "[1e999,123456789012345678901234567890]",
    };
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (read_all(texts[i], strlen(texts[i]), &err) != JSON_END)
            fail_msg("refused: %s: %s", texts[i], err.message);
}

static void test_invalid(void **state)
{
    static const char *const texts[] = {
        "",
        " ",
        "01",
        "-",
        "-a",
        "1.",
        ".5",
        "1.e5",
        "1e",
        "1e+",
        "+1",
        "0x10",
        "Infinity",
        "NaN",
        "nul",
        "nulll",
        "True",
        "'a'",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u123",
        "\"\n\"",
        "\"\x1f\"",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1,,2]",
        "{",
        "}",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{a:1}",
        "{1:2}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\",\"b\"}",
        "[}",
        "{]",
        "[1}",
        "{\"a\":1]",
        "1 2",
        "[] []",
        "{} x",
        "\"\x80\"",
        "\"\xc0\x80\"",
        "\"\xc1\xbf\"",
        "\"\xe0\x80\x80\"",
        "\"\xed\xa0\x80\"",
        "\"\xf0\x80\x80\x80\"",
        "\"\xf4\x90\x80\x80\"",
        "\"\xf5\x80\x80\x80\"",
        "\"\xff\"",
        "\"\xe2\x82\"",
        "\xef\xbb\xbf{}",
        "/**/1",
        "[1]//",
        "\f1",
        "\xc2\xa0"
        "1",
        "\"\\U0041\"",
        "1\v",
    };
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (read_all(texts[i], strlen(texts[i]), &err) != JSON_ERROR)
            fail_msg("accepted: %s", texts[i]);
        assert_int_equal(err.code, ERR_SYNTAX);
        assert_true(err.line >= 1 && err.column >= 1);
    }
}

static void test_nul_bytes(void **state)
{
    struct err err;

    (void)state;
    assert_int_equal(read_all("1\0", 2, &err), JSON_ERROR);
    assert_int_equal(read_all("\0", 1, &err), JSON_ERROR);
    assert_int_equal(read_all("[\0]", 3, &err), JSON_ERROR);
    assert_int_equal(read_all("\"\0\"", 3, &err), JSON_ERROR);
    assert_int_equal(read_all("\"\\\0\"", 4, &err), JSON_ERROR);
}

/* Cut at any byte, a text is refused. */
static void test_cut_anywhere(void **state)
{
    static const char text[] =
        "{\"a\":[1.5e3,true,false,null,\"x\\u00e9\xc3\xa9\"],\"b\":{\"c\":{}}}";
    struct err err;

    (void)state;
    for (size_t len = 0; len < sizeof text - 1; len++)
        assert_int_equal(read_all(text, len, &err), JSON_ERROR);
    assert_int_equal(read_all(text, sizeof text - 1, &err), JSON_END);
}

static void test_places(void **state)
{
    struct err err;

    (void)state;
    read_all("{\n \"a\": 1,\n \"b\" 2}", 18, &err);
    assert_string_equal(err.message, "3:6: ':' is expected");
    read_all("[1,\n", 4, &err);
    assert_string_equal(err.message, "2:1: the text ends too early");
}

static void test_depth(void **state)
{
    char text[2 * JSON_DEPTH_MOST + 8];
    struct json_limits limits = { .depth = 3 };
    struct json_reader reader;
    enum json_event event;
    struct err err;

    (void)state;
    memset(text, '[', JSON_DEPTH);
    memset(text + JSON_DEPTH, ']', JSON_DEPTH);
    assert_int_equal(read_all(text, 2 * JSON_DEPTH, &err), JSON_END);
    text[JSON_DEPTH] = '[';
    assert_int_equal(read_all(text, 2 * JSON_DEPTH, &err), JSON_ERROR);
    assert_int_equal(err.code, ERR_LIMIT);
    json_reader_init(&reader, "[{\"a\":[[1]]}]", 13, &limits);
    while ((event = json_next(&reader)) > JSON_END)
        ;
    assert_int_equal(event, JSON_ERROR);
    assert_string_equal(reader.err.message, "1:8: nested too deep");
}

static void test_skip(void **state)
{
    static const char text[] = "{\"a\": [1, {\"b\": 2}] , \"c\": 3}";
    struct json_reader reader;

    (void)state;
    json_reader_init(&reader, text, sizeof text - 1, NULL);
    assert_int_equal(json_next(&reader), JSON_OBJECT);
    assert_int_equal(json_next(&reader), JSON_KEY);
    assert_int_equal(json_skip(&reader, json_next(&reader)), JSON_ARRAY_END);
    assert_int_equal(reader.start, 6);
    assert_int_equal(reader.end, 19);
    assert_int_equal(json_next(&reader), JSON_KEY);
    assert_int_equal(json_skip(&reader, json_next(&reader)), JSON_NUMBER);
    assert_int_equal(json_next(&reader), JSON_OBJECT_END);
    assert_int_equal(json_next(&reader), JSON_END);
}

/* Each byte value at each place of a text longer than two vectors. */
static void test_scan_alike(void **state)
{
    char text[40];

    (void)state;
    for (size_t place = 0; place < sizeof text; place++) {
        for (int byte = 0; byte < 256; byte++) {
            memset(text, 'a', sizeof text);
            text[place] = (char)byte;
            for (size_t start = 0; start < 3; start++)
                assert_ptr_equal(
                    json_scan(text + start, text + sizeof text),
                    json_scan_bytes(text + start, text + sizeof text));
        }
    }
}

static void test_integers(void **state)
{
    int64_t value;

    (void)state;
    assert_int_equal(json_text_integer("9223372036854775807", 19, &value), 0);
    assert_true(value == INT64_MAX);
    assert_int_equal(json_text_integer("-9223372036854775808", 20, &value), 0);
    assert_true(value == INT64_MIN);
    assert_int_equal(json_text_integer("9223372036854775808", 19, &value), -1);
    assert_int_equal(json_text_integer("-9223372036854775809", 20, &value), -1);
    assert_int_equal(json_text_integer("99999999999999999999", 20, &value), -1);
    assert_int_equal(json_text_integer("-0", 2, &value), 0);
    assert_true(value == 0);
}

static void check_double(double value, bool python, const char *wanted)
{
    struct buf out = BUF_EMPTY;

    assert_int_equal(json_write_double(&out, value, python), 0);
    assert_string_equal(out.data, wanted);
    buf_free(&out);
}

static void test_doubles(void **state)
{
    (void)state;
    check_double(0.0, false, "0.0");
    check_double(-0.0, false, "-0.0");
    check_double(0.1, false, "0.1");
    check_double(100.0, false, "100.0");
    check_double(1e15, true, "1000000000000000.0");
    check_double(1e16, true, "1e+16");
    check_double(1e16, false, "1e16");
    check_double(1.5e-7, true, "1.5e-07");
    check_double(0.0001, true, "0.0001");
    check_double(123456789.125, true, "123456789.125");
    check_double(5e-324, true, "5e-324");
    check_double(1.7976931348623157e308, true, "1.7976931348623157e+308");
    check_double(1.0 / 3, true, "0.3333333333333333");
    assert_true(json_text_double("1.7976931348623157e308", 22) ==
                1.7976931348623157e308);
    assert_true(json_text_double("0.1", 3) == 0.1);
    assert_true(json_text_double("-12345678.901234", 16) == -12345678.901234);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid),     cmocka_unit_test(test_invalid),
        cmocka_unit_test(test_nul_bytes), cmocka_unit_test(test_cut_anywhere),
        cmocka_unit_test(test_places),    cmocka_unit_test(test_depth),
        cmocka_unit_test(test_skip),      cmocka_unit_test(test_scan_alike),
        cmocka_unit_test(test_integers),  cmocka_unit_test(test_doubles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
