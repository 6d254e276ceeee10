#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/xml.h"

static void check_event(const struct xml *xml,
                        size_t at,
                        enum xml_kind kind,
                        const char *text)
{
    assert_true(at < xml->count);
    assert_int_equal(xml->events[at].kind, kind);
    assert_int_equal(xml->events[at].len, strlen(text));
    assert_memory_equal(xml->text.data + xml->events[at].start, text,
                        strlen(text));
}

static void events_come_in_order(void **state)
{
    const char *text = "<a b='c'> x<d/>y\xc2\xa0</a>";
    struct xml xml = { 0 };

    (void)state;
    assert_int_equal(xml_read(&xml, text, strlen(text), NULL), 0);
    assert_int_equal(xml.count, 6);
    check_event(&xml, 0, XML_OPEN, "a");
    check_event(&xml, 1, XML_NAME, "b");
    check_event(&xml, 2, XML_VALUE, "c");
    check_event(&xml, 3, XML_OPEN, "d");
    check_event(&xml, 4, XML_CLOSE, "");
    check_event(&xml, 5, XML_CLOSE, "xy");
    xml_free(&xml);
    xml_free(&xml);
}

static void refuse(const char *text, enum err_code code, const char *message)
{
    struct xml xml = { 0 };
    struct err err;

    assert_int_equal(xml_read(&xml, text, strlen(text), &err), -1);
    assert_int_equal(err.code, code);
    assert_string_equal(err.message, message);
    xml_free(&xml);
}

static void what_is_refused_is_told_with_its_place(void **state)
{
    (void)state;
    refuse("<a></b>", ERR_SYNTAX, "1:6: mismatched tag");
    refuse("", ERR_SYNTAX, "1:1: no element found");
    refuse("<!DOCTYPE a [\n<!ENTITY b 'c'>]><a/>", ERR_LIMIT,
           "2:12: entities may not be declared");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_in_order),
        cmocka_unit_test(what_is_refused_is_told_with_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
