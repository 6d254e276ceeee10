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

static void check_value(const char *query, const char *name, const char *wanted)
{
    struct buf out = BUF_EMPTY;
    int found = url_query_value(&out, query, strlen(query), name, strlen(name));

    assert_int_equal(found, wanted != NULL);
    if (wanted != NULL)
        assert_string_equal(out.data, wanted);
    buf_free(&out);
}

static void finds_the_value_of_a_name(void **state)
{
    (void)state;
    check_value("a=1&a=2&b=&c=%20+", "a", "1");
    check_value("a=1&a=2&b=&c=%20+", "b", NULL);
    check_value("a=1&a=2&b=&c=%20+", "c", "  ");
    check_value("a=&a=x", "a", "x");
    check_value("%61+b=c%3dd=%zz%4", "a b", "c=d=%zz%4");
    check_value("ab=1&b", "b", NULL);
    check_value("=1&&b=2", "", "1");
    check_value("=1&&b=2", "b", "2");
    check_value("", "a", NULL);
}

static int readiness(const char *url)
{
    int has_query, is_ready = url_is_ready(url, strlen(url), &has_query);

    return is_ready ? 1 + has_query : 0;
}

static void knows_what_is_sent_as_it_stands(void **state)
{
    static const char *const others[] = {
        "",
        "http",
        "http:/h/",
        "ftp://h/",
        "http://h",
        "http://h?a=b",
        "HTTP://h/",
        "http://H/",
        "http://u@h/",
        "http://h:65536/",
        "http://h:123456/",
        "http://[::1]/",
        "http://.h/",
        "http:///a",
        "http://h/#f",
        "http://h/a?b#f",
        "http://h/?",
        "http://h/ ",
        "http://h/[a]",
        "http://h/?a=[b]",
        "http://h/%",
        "http://h/%4",
        "http://h/%zz",
        "http://h/%2f",
        "http://h/?a=%3d",
        "http://h/a/../b",
        "http://h/?a=%41",
        "http://h/%7e",
        "http://h/\xc3\xbc",
        "httpss://h/",
        " http://h/",
    };
    int has_query;

    (void)state;
    assert_int_equal(readiness("http://h/"), 1);
    assert_int_equal(readiness("https://a-b.c1:65535/~a/b_c.d;e=f%20g%2F"), 1);
    assert_int_equal(readiness("http://h:/a?b=c&d=%3D/?"), 2);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(readiness(others[i]), 0);
    assert_false(url_is_ready("http://h/\0", 10, &has_query));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_for_a_query),
        cmocka_unit_test(quotes_what_an_address_cannot_hold),
        cmocka_unit_test(shows_no_secrets),
        cmocka_unit_test(finds_the_value_of_a_name),
        cmocka_unit_test(knows_what_is_sent_as_it_stands),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
