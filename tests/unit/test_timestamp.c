#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/timestamp.h"

static int parse(const char *text, const char *format, struct timestamp *found)
{
    return timestamp_read(text, strlen(text), format, strlen(format), found);
}

static void check(const char *text, const char *format, int64_t us)
{
    struct timestamp found = { 0 };

    assert_int_equal(parse(text, format, &found), 1);
    assert_true(found.us == us);
}

static void refuse(const char *text, const char *format)
{
    struct timestamp found;

    assert_int_equal(parse(text, format, &found), 0);
}

static void reads_what_has_all_its_digits(void **state)
{
    (void)state;
    check("1970-01-01", "%Y-%m-%d", 0);
    check("0001-01-01", "%Y-%m-%d", -62135596800000000);
    check("9999-12-31", "%Y-%m-%d", 253402214400000000);
    check("29/02/2024", "%d/%m/%Y", 1709164800000000);
    check("2024-02-29T01:02:03.5", "%Y-%m-%dT%H:%M:%S.%f", 1709168523500000);
    check("2024-02-29 \t01", "%Y-%m-%d %H", 1709168400000000);
    check("2024-02-29 01", "%Y-%m-%d \t%H", 1709168400000000);
}

static void reads_the_zone(void **state)
{
    struct timestamp found;

    (void)state;
    assert_int_equal(parse("1970-01-01+0130", "%Y-%m-%d%z", &found), 1);
    assert_true(found.has_zone && found.zone == 5400);
    assert_true(found.us == -5400000000);
    assert_int_equal(parse("1970-01-01-01:30", "%Y-%m-%d%z", &found), 1);
    assert_int_equal(found.zone, -5400);
    assert_int_equal(parse("1970-01-01Z", "%Y-%m-%d%z", &found), 1);
    assert_true(found.has_zone && found.zone == 0);
    assert_int_equal(parse("1970-01-01", "%Y-%m-%d", &found), 1);
    assert_false(found.has_zone);
}

static void takes_nothing_else(void **state)
{
    (void)state;
    refuse("", "%Y-%m-%d");
    refuse("2024-01-01", "");
    refuse("2024-01-01", "%Y-%m-%d%");
    refuse("2024-01-01", "%Y-%m-%d%q");
    refuse("2024-01-012024", "%Y-%m-%d%Y");
    refuse("2024-01", "%Y-%m");
    refuse("2024-1-01", "%Y-%m-%d");
    refuse("2024-01-01x", "%Y-%m-%d");
    refuse("2024-01-0", "%Y-%m-%d");
    refuse("2023-02-29", "%Y-%m-%d");
    refuse("1900-02-29", "%Y-%m-%d");
    refuse("2024-00-01", "%Y-%m-%d");
    refuse("2024-01-00", "%Y-%m-%d");
    refuse("0000-01-01", "%Y-%m-%d");
    refuse("2024-01-0124", "%Y-%m-%d%H");
    refuse("2024-01-01.", "%Y-%m-%d.%f");
    refuse("2024-01-0101", "%Y-%m-%d %H");
    refuse("2024-01-01", "%Y-%m-%d%z");
    refuse("2024-01-01+01:60", "%Y-%m-%d%z");
    refuse("2024-01-01+24:00", "%Y-%m-%d%z");
    refuse("2024-01-01+1:00", "%Y-%m-%d%z");
    refuse("2024-01-01z", "%Y-%m-%d%z");
}

static void
shows(int64_t us, const char *format, size_t size, const char *wanted)
{
    char out[64];
    size_t len = timestamp_write(out, size, us, format, strlen(format));

    assert_int_equal(len, strlen(wanted));
    assert_memory_equal(out, wanted, len);
}

static void writes(void **state)
{
    (void)state;
    shows(0, "%Y-%m-%dT%H:%M:%S.%f", 64, "1970-01-01T00:00:00.000000");
    shows(-1, "%Y-%m-%dT%H:%M:%S.%f", 64, "1969-12-31T23:59:59.999999");
    shows(1709168523500000, "%d.%m. %H", 64, "29.02. 01");
    shows(-62135596800000000, "%Y", 64, "1");
    shows(-62135596800000001, "%Y", 64, "0");
    shows(253402300800000000, "%Y", 64, "10000");
    shows(-62167219200000001, "%Y", 64, "-1");
}

static void writes_no_more_than_there_is_room_for(void **state)
{
    (void)state;
    shows(0, "%Y-%m-%d", 10, "1970-01-01");
    shows(0, "%Y-%m-%d", 9, "");
    shows(0, "%Y-%m-", 7, "");
    shows(0, "%Y", 3, "");
    shows(253402300800000000, "%Y", 5, "");
    shows(0, "%z", 64, "");
    shows(0, "%j", 64, "");
    shows(0, "%", 64, "");
    shows(INT64_MIN, "%f", 64, "224192");
    shows(INT64_MAX, "%f", 64, "775807");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_has_all_its_digits),
        cmocka_unit_test(reads_the_zone),
        cmocka_unit_test(takes_nothing_else),
        cmocka_unit_test(writes),
        cmocka_unit_test(writes_no_more_than_there_is_room_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
