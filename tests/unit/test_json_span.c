/* The scanners of JSON against each other and against the reader: on texts
 * right and wrong, cut at every byte, and on what the fuzzer has found. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/json_difference.h"
#include "core/file.h"
#include "core/json_span.h"
#include "core/key_set.h"

static void agree(const char *text, size_t len)
{
    const char *found = json_difference(text, len, len <= 2000);

    if (found != NULL)
        fail_msg("%s: %.*s", found, (int)len, text);
}

static void test_texts(void **state)
{
    static const char *const texts[] = {
        "[{\"a\":1,\"b\":null},\n {\"id\" : \"x\\n\\u00e9\" , \"a\":null}]",
        "{\"a\":{\"b\":[{},{\"id\":[1,2,{\"c\":null}]}]},\"n\":null}",
        "{\"a\":[{\"k\":null,\"k\":1},{\"\\u0069d\":2}]}",
        "[{\"a\":\"twelve bytes, then sixteen, then more \\\\\\\" end\"}]",
        "[{\"a\":-0.5e+10,\"b\":[],\"c\":{},\"d\":[[[[]]]],\"e\":true}]",
        "[{\"a\":\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80 and on and on\"}]",
        "[{\"a\":\"\xc3\xa4\xe2\x82\xf0\x9f\x98\x80\"}]",
        "[{\"a\":01}]",
        "[{\"a\":1.}]",
        "[{\"a\":tru}]",
        "[{\"a\":nul,\"b\":1}]",
        "[{\"a\" 1}]",
        "[{\"a\":1,}]",
        "[{,}]",
        "[1,]",
        "{\"a\":1}}",
        "[{\"a\":\"\x01\"}]",
        "[{\"a\":\"\\x\"}]",
        "[{\"a\":\"\\u12g4\"}]",
        "[[}]",
        "{]",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        agree(texts[i], strlen(texts[i]));
}

/* A byte that needs a look at each place of three vectors. */
static void test_every_place(void **state)
{
    static const char bytes[] = "\"\\\x1f\x7f\x80\xc3\xa4/";
    char text[100];

    (void)state;
    for (size_t place = 0; place < 96; place++)
        for (size_t i = 0; i < sizeof bytes - 1; i++) {
            memset(text, 'x', sizeof text);
            text[0] = '"';
            text[98] = '"';
            text[place + 1] = bytes[i];
            assert_null(json_difference(text, 99, 0));
        }
}

static void test_depth(void **state)
{
    char text[300];

    (void)state;
    for (size_t depth = 120; depth < 136; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        assert_null(json_difference(text, 2 * depth, 0));
    }
    assert_null(json_span("[[1]]", "[[1]]" + 5, 1));
}

static void play(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;

    for (; dir != NULL && (entry = readdir(dir)) != NULL;) {
        char path[1024];
        struct buf text = BUF_EMPTY;
        struct err err;

        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        assert_int_equal(file_read(path, 1 << 20, &text, &err), 0);
        agree(text.data != NULL ? text.data : "", text.len);
        buf_free(&text);
    }
    if (dir != NULL)
        closedir(dir);
}

static void test_inputs(void **state)
{
    (void)state;
    play(REVOS_TEST_DATA "/../fuzz/seeds/json");
    play(REVOS_TEST_DATA "/../fuzz/seeds/records");
    play(REVOS_TEST_DATA "/../fuzz/found/records");
}

static void test_key_set(void **state)
{
    struct key_set set = KEY_SET_EMPTY;
    static char names[3000][8];

    (void)state;
    for (int round = 0; round < 2; round++) {
        key_set_clear(&set);
        for (int i = 0; i < 3000; i++) {
            int len = snprintf(names[i], sizeof names[i], "k%d", i);

            assert_int_equal(key_set_note(&set, names[i], (size_t)len), 0);
            if (i < 20 || i % 7 == 0)
                assert_int_equal(key_set_repeats(&set), 0);
        }
        assert_int_equal(key_set_note(&set, "k1234", 5), 0);
        assert_int_equal(key_set_repeats(&set), 1);
    }
    key_set_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),   cmocka_unit_test(test_every_place),
        cmocka_unit_test(test_depth),   cmocka_unit_test(test_inputs),
        cmocka_unit_test(test_key_set),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
