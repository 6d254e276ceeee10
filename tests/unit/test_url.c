#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/url.h"

static void quotes_for_a_query(void **state)
{
    struct buf out = BUF_EMPTY;

    (void)state;
    assert_int_equal(url_quote_plus(&out, "a b&\xc3\xbc~\0", 8), 0);
    assert_string_equal(out.data, "a+b%26%C3%BC~%00");
    buf_free(&out);
}

static void check_requote(const char *url, const char *wanted)
{
    struct buf out = BUF_EMPTY;

    assert_int_equal(url_requote(&out, url), 0);
    assert_string_equal(out.data, wanted);
    buf_free(&out);
}

static void quotes_what_an_address_cannot_hold(void **state)
{
    (void)state;
    check_requote("http://h/a b?q=\xc3\xbc", "http://h/a%20b?q=%C3%BC");
    check_requote("http://h/%41%2f", "http://h/A%2f");
    check_requote("http://h/100%/%41", "http://h/100%25/%2541");
    check_requote("http://h", "http://h");
    check_requote("http://h?x=[]{}", "http://h?x=[]%7B%7D");
}

static void check_shown(const char *url, const char *wanted)
{
    struct buf out = BUF_EMPTY;

    assert_int_equal(url_shown(&out, url), 0);
    assert_string_equal(out.data, wanted);
    buf_free(&out);
}

static void shows_no_secrets(void **state)
{
    (void)state;
    check_shown("https://u:p@h:1/path?q=s#f", "https://h:1/path");
    check_shown("https://u:p@ss@h/", "https://h/");
    check_shown("https://h?q=a@b", "https://h");
    check_shown("nothing", "nothing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_for_a_query),
        cmocka_unit_test(quotes_what_an_address_cannot_hold),
        cmocka_unit_test(shows_no_secrets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
