#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "core/xml.h"

static void is(const char *text, const char *wanted)
{
    struct buf out = BUF_EMPTY;
    struct err err;

    assert_int_equal(xml_to_json(text, strlen(text), NULL, &out, &err), 0);
    assert_string_equal(out.data, wanted);
    buf_free(&out);
}

static void members_are_joined_by_name(void **state)
{
    (void)state;
    is("<a b='c\"'> x<d/>y\xc2\xa0</a>",
       "{\"a\":{\"@b\":\"c\\\"\",\"d\":null,\"#text\":\"xy\"}}");
    is("<a><b>1</b><c/><b><c>2</c></b><b/></a>",
       "{\"a\":{\"b\":[\"1\",{\"c\":\"2\"},null],\"c\":null}}");
    is("<a><b>1</b><c/><b>2</b><c/><bb/><b>3</b></a>",
       "{\"a\":{\"b\":[\"1\",\"2\",\"3\"],\"c\":[null,null],\"bb\":null}}");
    is("<a><b/><c><b/></c><d/></a>",
       "{\"a\":{\"b\":null,\"c\":{\"b\":null},\"d\":null}}");
}

static void refuse(const char *text, enum err_code code, const char *message)
{
    struct buf out = BUF_EMPTY;
    struct err err;

    assert_int_equal(xml_to_json(text, strlen(text), NULL, &out, &err), -1);
    assert_int_equal(err.code, code);
    assert_string_equal(err.message, message);
    buf_free(&out);
}

static void what_is_refused_is_told_with_its_place(void **state)
{
    (void)state;
    refuse("<a></b>", ERR_SYNTAX, "1:6: mismatched tag");
    refuse("", ERR_SYNTAX, "1:1: no element found");
    refuse("<!DOCTYPE a [\n<!ENTITY b 'c'>]><a/>", ERR_LIMIT,
           "2:12: entities may not be declared");
}

/* Elements of two names in turns, some of them long: whatever the places are
 * where the parser gets its pieces, what is read is the same. */
static void long_documents_are_read_in_pieces(void **state)
{
    struct buf text = BUF_EMPTY, ones = BUF_EMPTY, twos = BUF_EMPTY;
    struct buf out = BUF_EMPTY;
    struct err err;

    (void)state;
    buf_puts(&text, "<a>");
    for (int i = 0; i < 30000; i++) {
        int width = i % 10000 == 0 ? 200000 : 1;

        buf_printf(&text, "<one k='%*d'/><!--%*d--><two>&lt;%*d</two>", width,
                   i, width, i, width, i);
        buf_printf(&ones, "%s{\"@k\":\"%*d\"}", i > 0 ? "," : "", width, i);
        buf_printf(&twos, "%s\"<%*d\"", i > 0 ? "," : "", width, i);
    }
    buf_puts(&text, "</a>");
    assert_int_equal(xml_to_json(text.data, text.len, NULL, &out, &err), 0);
    text.len = 0;
    buf_printf(&text, "{\"a\":{\"one\":[%s],\"two\":[%s]}}", ones.data,
               twos.data);
    assert_int_equal(out.len, text.len);
    assert_memory_equal(out.data, text.data, out.len);
    buf_free(&text);
    buf_free(&ones);
    buf_free(&twos);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_joined_by_name),
        cmocka_unit_test(long_documents_are_read_in_pieces),
        cmocka_unit_test(what_is_refused_is_told_with_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
