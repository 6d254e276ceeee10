#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"

static void check_time(const char *text, int64_t wanted)
{
    int64_t us = -1;

    assert_int_equal(clock_parse(text, &us), 0);
    assert_true(us == wanted);
}

static void reads_times(void **state)
{
    int64_t us;

    (void)state;
    check_time("1970-01-01T00:00:00Z", 0);
    check_time("2024-05-06T07:08:09.25+02:00", 1714972089250000);
    check_time("2024-05-06 07:08:09", 1714979289000000);
    check_time("1969-12-31T23:59:59.5Z", -500000);
    assert_int_equal(clock_parse("2024-05-06", &us), -1);
    assert_int_equal(clock_parse("2024-05-06T07:08:09X", &us), -1);
    assert_int_equal(clock_parse("2024-05-06T07:08:09+2", &us), -1);
}

static void stands_where_the_environment_says(void **state)
{
    struct clock clock;
    struct err err;

    (void)state;
    setenv("REVOS_TEST_NOW", "1970-01-01T00:00:01Z", 1);
    assert_int_equal(clock_open(&clock, &err), 0);
    assert_true(clock_now(&clock) == 1000000);
    setenv("REVOS_TEST_NOW", "noon", 1);
    assert_int_equal(clock_open(&clock, &err), -1);
    assert_string_equal(err.message,
                        "REVOS_TEST_NOW: 'noon' is not an RFC 3339 time");
    unsetenv("REVOS_TEST_NOW");
}

static void a_fast_clock_notes_its_sleeps(void **state)
{
    char path[] = "/tmp/revos_test_clock.XXXXXX", line[64] = "";
    struct clock clock;
    FILE *file;
    int64_t before;

    (void)state;
    close(mkstemp(path));
    setenv("REVOS_TEST_CLOCK", "fast", 1);
    setenv("REVOS_TEST_SLEEPS", path, 1);
    assert_int_equal(clock_open(&clock, NULL), 0);
    before = clock_monotonic(&clock);
    assert_int_equal(clock_sleep(&clock, 90.5, NULL), 0);
    assert_int_equal(clock_sleep(&clock, 0, NULL), 0);
    assert_true(clock_monotonic(&clock) - before >= 90500000);
    file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    assert_string_equal(line, "{\"sleep\": 90.5}\n");
    assert_null(fgets(line, sizeof line, file));
    fclose(file);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_times),
        cmocka_unit_test(stands_where_the_environment_says),
        cmocka_unit_test(a_fast_clock_notes_its_sleeps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
