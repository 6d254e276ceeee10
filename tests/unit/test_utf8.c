#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/utf8.h"

/* Letters with what is not ASCII at `at`. */
static int is_valid_with(const char *part, size_t at, size_t len)
{
    char text[40];

    memset(text, 'a', sizeof text);
    memcpy(text + at, part, strlen(part));
    return utf8_valid(text, len);
}

/* Wherever it stands among the eight bytes that are looked at together. */
static void each_place_is_looked_at(void **state)
{
    (void)state;
    for (size_t at = 0; at < 30; at++) {
        assert_true(is_valid_with("\xc3\xa4", at, 40));
        assert_true(is_valid_with("\xc3\xa4", at, at + 2));
        assert_true(is_valid_with("\xf0\x90\x80\x80\xe4\xb8\xad", at, 40));
        assert_false(is_valid_with("\xc3\xa4", at, at + 1));
        assert_false(is_valid_with("\xff", at, 40));
        assert_false(is_valid_with("\xa4", at, 40));
        assert_false(is_valid_with("\xc3\xa4\xed\xa0\x80", at, 40));
        assert_false(is_valid_with("\xe4\xb8", at, 40));
        assert_true(is_valid_with("", at, at));
    }
}

/* What is told in place is what the table of the standard says, for each first
 * and second byte, whatever follows, and wherever the text ends. */
static void lengths_told_in_place_are_right(void **state)
{
    static const unsigned char third[] = { 0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff };

    (void)state;
    for (unsigned both = 0; both < 0x10000; both++)
        for (size_t i = 0; i < sizeof third; i++) {
            char text[] = { (char)(both >> 8), (char)both, (char)third[i],
                            '\x80' };

            for (const char *end = text + 1; end <= text + 4; end++)
                assert_int_equal(utf8_length(text, end),
                                 utf8_length_of_any(text, end));
        }
}

static void strips_to(const char *text, const char *wanted)
{
    size_t len = strlen(text);

    utf8_strip(&text, &len);
    assert_int_equal(len, strlen(wanted));
    assert_memory_equal(text, wanted, len);
}

static void blanks_at_both_ends_are_left_out(void **state)
{
    (void)state;
    strips_to(" \t\x1f\xc2\xa0x y\xe3\x80\x80\n", "x y");
    strips_to("\xe2\x80\xa8\xe2\x81\x9f\xc2\x85", "");
    strips_to("\xe2\x80\x8b\xc3\xa0", "\xe2\x80\x8b\xc3\xa0");
    strips_to("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place_is_looked_at),
        cmocka_unit_test(lengths_told_in_place_are_right),
        cmocka_unit_test(blanks_at_both_ends_are_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
