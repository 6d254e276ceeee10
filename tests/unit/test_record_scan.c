#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "../support/scan_pieces.h"
#include "core/buf.h"
#include "core/record_scan.h"

/* The way leads to "a", then "b"; "id", "a" and "\n" are asked for. */
static struct record_query query_of(size_t path_len)
{
    return (struct record_query){
        .path = { { "a", 1 }, { "b", 1 } },
        .path_len = path_len,
        .names = { { { "id", 2 }, { "a", 1 }, { "\n", 1 } }, 3 },
    };
}

static const char *const pages[] = {
    /* records where the path leads */
    "[]",
    " [ {\"id\" : 1 , \"x\":null}\n,{ } "
    ",\t{\"a\":{\"b\":[1,[2]]},\"id\":-1.5e3}]\r\n",
    "{\"id\":12,\"a\":null,\"b\":"
    "\"\\\"\\u00e9\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"}",
    "{\"a\":[{\"id\":1},{\"id\":2,\"x\":null,\"y\":null}],\"next\":\"p\\/2\"}",
    "{\"n\":[1,{}],\"a\":{\"m\":{\"b\":[]},\"b\":[{\"id\":\"x\"}],\"o\":0},"
    "\"z\":1e5}",
    "[{\"a\":[{\"id\":1}]},{\"a\":{\"id\":2}},{\"a\":{\"b\":[{\"id\":3},{}]}}]",
    "[[{\"id\":1},{\"a\":true}],[],{\"a\":2},{}]",
    "{\"a\":{\"b\":{\"id\":7,\"\\n\":false}},\"t\":true}",
    "{\"x\":{\"deep\":[[[[{\"y\":[]}]]]]},\"a\":{}}",
    "{}",
    /* none */
    "null",
    "0",
    "-0.0e5",
    "1e-999",
    "\"\"",
    "false",
    "{\"a\":0.00,\"x\":1}",
    "{\"a\":{\"b\":\"\"}}",
    "{\"a\":false}",
    "{\"b\":12}",
    /* not for this lane */
    "12",
    "true",
    "\"x\"",
    "[1,{\"id\":1}]",
    "[{\"id\":1},\"x\",{\"id\":2}]",
    "{\"a\":[[{\"b\":1}]]}",
    "{\"a\":{\"b\":1},\"a\":{\"b\":[]}}",
    "{\"\\u0061\":[],\"a\":[{}]}",
    "[{\"x\":1,\"x\":null}]",
    "[{\"\\u0078\":1,\"y\":null},{\"id\":1}]",
    "{\"a\":17}",
    /* wrong */
    "",
    "  ",
    "[{\"id\":1},{\"id\":2}",
    "[{\"id\":1},{\"id\":2},]",
    "[{\"id\":1}{\"id\":2}]",
    "[{\"id\":1},\n{\"id\":01}]",
    "[{\"id\":1,\n\n\"a\":nul}]",
    "[{\"id\":1}] x",
    "[{\"id\":1}]\n]",
    "{\"a\":[{\"id\":1}],\"x\":tru}",
    "{\"a\":[{\"id\":1}],\n\"x\":\"\\q\"}",
    "{\"a\":[{\"id\":1}],\"x\" 1}",
    "{\"x\":[1,2,{\"y\":\"\xff\"}],\"a\":[]}",
    "{\"a\":{\"b\":[{\"id\":\"\xe2\x82\"}]}}",
    "{\"a\":1.}",
    "[1,]",
};

enum { PAGES = sizeof pages / sizeof *pages };

static void check(const char *difference, const char *page)
{
    if (difference != NULL)
        fail_msg("%s: %s", difference, page);
}

/* Each page is read for each length of the path. */
static void each_page(void (*test)(const char *, const struct record_query *))
{
    for (size_t i = 0; i < PAGES; i++) {
        for (size_t path_len = 0; path_len <= 2; path_len++) {
            struct record_query query = query_of(path_len);

            test(pages[i], &query);
        }
    }
}

static void cut_twice(const char *page, const struct record_query *query)
{
    size_t len = strlen(page), cuts[2];

    for (cuts[0] = 0; cuts[0] <= len; cuts[0]++)
        for (cuts[1] = cuts[0]; cuts[1] <= len; cuts[1]++)
            check(scan_pieces_difference(page, len, query, cuts, 2), page);
}

static void test_cut_at_each_two_bytes(void **state)
{
    (void)state;
    each_page(cut_twice);
}

static void cut_evenly(const char *page, const struct record_query *query)
{
    for (size_t size = 1; size <= 5; size++)
        check(scan_pieces_equal_difference(page, strlen(page), query, size),
              page);
}

static void test_byte_by_byte(void **state)
{
    (void)state;
    each_page(cut_evenly);
}

static void cut_at_random(const char *page, const struct record_query *query)
{
    size_t len = strlen(page), cuts[16];

    for (int turn = 0; turn < 50; turn++) {
        size_t count = 0, at = 0;

        while (count < 16 && (at += (size_t)(rand() % 20)) <= len)
            cuts[count++] = at;
        check(scan_pieces_difference(page, len, query, cuts, count), page);
    }
}

static void test_random_pieces(void **state)
{
    (void)state;
    srand(1);
    each_page(cut_at_random);
}

/* A text `before`, then `unit` so many times, then `after`. */
static struct buf
long_page(const char *before, const char *unit, size_t count, const char *after)
{
    struct buf page = BUF_EMPTY;
    int status = buf_puts(&page, before);

    while (count-- > 0)
        status |= buf_puts(&page, unit);
    status |= buf_puts(&page, after);
    assert_int_equal(status, 0);
    return page;
}

static void check_long(struct buf page, size_t path_len)
{
    struct record_query query = query_of(path_len);
    static const size_t sizes[] = { 1, 7, 64, 1000, 4096 };

    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        check(
            scan_pieces_equal_difference(page.data, page.len, &query, sizes[i]),
            "a long page");
    buf_free(&page);
}

static void test_long_pages(void **state)
{
    (void)state;
    check_long(long_page("[{\"id\":\"", "\xe6\x9d\xb1\\n", 2000, "\"}]"), 0);
    check_long(long_page("[", "{\"id\":1,\"x\":null},", 500, "{}]"), 0);
    check_long(
        long_page("{\"x\":[0", ",[[{\"y\":1}]]", 700, "],\"a\":[{\"id\":1}]}"),
        1);
    check_long(long_page("{\"a\":[{\"id\":1}],\"x\":[0", ",1e5", 1500, "]}"),
               1);
    check_long(long_page("{\"a\":[{}],\"x\":[0", ",\"y\"", 1500, "],}"), 1);
    check_long(long_page("[{\"id\":0", ",\"x\":null", 900, "}]"), 0);
    check_long(long_page("", "{\"a\":", 200, "1"), 2);
    check_long(long_page("", " \n", 2000, "[]"), 0);
    check_long(long_page("[{\"a\":[]}", ",{\"a\":[{}]}", 400, "]"), 1);
    check_long(long_page("{\"q\":0", ",\"r\":1", 40, ",\"a\":[{}]}"), 1);
}

/* What is there is read, not put off until the end. */
static void test_reads_what_is_there(void **state)
{
    static const char text[] =
        "{\"n\":1,\"a\":[{\"id\":1},{\"id\":2},{\"id\":3},{\"id\":4";
    struct record_query query = query_of(1);
    struct record_scan *scan = record_scan_new(&query);

    (void)state;
    assert_non_null(scan);
    record_scan_feed(scan, text, sizeof text - 1);
    assert_int_equal(scan->page.count, 3);
    assert_int_equal(scan->page.mark_count, 3);
    assert_int_equal(scan->reader.pos, strstr(text, ",{\"id\":4") - text);
    record_scan_free(scan);
}

/* A record is tried again when what came of it has doubled. */
static void test_tries_seldom(void **state)
{
    struct buf page = long_page("[{\"id\":\"", "x", 100000, "\"}]");
    struct record_query query = query_of(0);
    struct record_scan *scan = record_scan_new(&query);
    size_t tries = 0, before = 0;

    (void)state;
    assert_non_null(scan);
    for (size_t len = 100; len < page.len; len += 100) {
        record_scan_feed(scan, page.data, len);
        tries += scan->least != before;
        before = scan->least;
    }
    assert_in_range(tries, 8, 12);
    record_scan_free(scan);
    buf_free(&page);
}

/* Keys are compared where they stand: nothing is read before the text stays. */
static void test_stars_wait(void **state)
{
    static const char text[] = "{\"a\":{\"x\":{\"id\":1},\"y\":{}}}";
    struct record_query query = query_of(2);
    struct record_scan *scan;
    struct record_page page;
    struct err err;

    (void)state;
    query.path[1].text = "*";
    scan = record_scan_new(&query);
    assert_non_null(scan);
    record_scan_feed(scan, text, sizeof text - 2);
    assert_int_equal(scan->page.count, 0);
    assert_int_equal(record_scan_end(scan, text, sizeof text - 1, &page, &err),
                     RECORDS_FOUND);
    assert_int_equal(page.count, 2);
    assert_int_equal(page.mark_count, 1);
    assert_memory_equal(text + page.spans[1].start, "{}", 2);
    record_page_free(&page);
    record_scan_free(scan);
}

static void test_roots(void **state)
{
    static const char text[] = "{\"n\": 5,\"a\":[{\"m\":1}],\"z\":\"x\"}";
    struct record_query query = query_of(1);
    struct record_page page;
    struct err err;

    (void)state;
    assert_int_equal(record_scan(&page, text, sizeof text - 1, &query, &err),
                     RECORDS_FOUND);
    assert_int_equal(page.root_count, 3);
    assert_memory_equal(text + page.root[0].key, "n\": 5", 5);
    assert_memory_equal(text + page.root[0].value, " 5,", 3);
    assert_memory_equal(text + page.root[1].value, "[{\"m", 4);
    assert_memory_equal(text + page.root[2].key, "z", page.root[2].key_len);
    record_page_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut_at_each_two_bytes),
        cmocka_unit_test(test_byte_by_byte),
        cmocka_unit_test(test_random_pieces),
        cmocka_unit_test(test_long_pages),
        cmocka_unit_test(test_reads_what_is_there),
        cmocka_unit_test(test_tries_seldom),
        cmocka_unit_test(test_stars_wait),
        cmocka_unit_test(test_roots),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
