/* Plain C with less memory than it needs: for each N the Nth allocation fails
 * and all that follow. Each piece of work must then fail and say why, and
 * (under a sanitizer or valgrind) lose nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>
#include <sys/mman.h>

#include "core/archive.h"
#include "core/base64.h"
#include "core/content.h"
#include "core/csv.h"
#include "core/folder.h"
#include "core/http.h"
#include "core/inflater.h"
#include "core/json_lines.h"
#include "core/json_writer.h"
#include "core/pool.h"
#include "core/record_scan.h"
#include "core/regex.h"
#include "core/url.h"
#include "core/xml.h"
#include "core/yaml_tree.h"

enum { MOST_ALLOCATIONS = 5000, NO_LIMIT = -1 };

static long left = NO_LIMIT; /* allocations until they fail */
static int refused;

/* The linker puts these in the place of malloc and its kin (--wrap). */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__real_mmap(void *at, size_t size, int prot, int how, int fd, off_t off);
void *__wrap_mmap(void *at, size_t size, int prot, int how, int fd, off_t off);

static int may_allocate(void)
{
    if (left == 0) {
        refused++;
        return 0;
    }
    if (left > 0)
        left--;
    return 1;
}

void *__wrap_malloc(size_t size)
{
    return may_allocate() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return may_allocate() ? __real_calloc(count, size) : NULL;
}

void *__wrap_realloc(void *block, size_t size)
{
    return may_allocate() ? __real_realloc(block, size) : NULL;
}

void *__wrap_mmap(void *at, size_t size, int prot, int how, int fd, off_t off)
{
    return may_allocate() ? __real_mmap(at, size, prot, how, fd, off)
                          : MAP_FAILED;
}

/* "hello" as gzip makes it. */
static const unsigned char hello[] = {
    0x1f, 0x8b, 0x08, 0, 0,    0,    0,    0,    2,    3, 0xcb, 0x48, 0xcd,
    0xc9, 0xc9, 0x07, 0, 0x86, 0xa6, 0x10, 0x36, 0x05, 0, 0,    0,
};

static int inflates(void)
{
    struct buf out = BUF_EMPTY;
    struct err err;
    int status =
        archive_inflate(ARCHIVE_GZIP, hello, sizeof hello, 100, &out, &err);

    buf_free(&out);
    return status;
}

static int decodes_a_body(void)
{
    static const char header[] = "Content-Encoding: gzip\n";
    struct content content = { 0 };
    struct buf out = BUF_EMPTY;
    enum content_result result;

    content_begin(&content, header, strlen(header));
    result = content_add(&content, hello, sizeof hello, 100, &out);
    content_end(&content);
    buf_free(&out);
    return result == CONTENT_TAKEN ? 0 : -1;
}

static int writes_text(void)
{
    struct buf out = BUF_EMPTY;
    struct err err;
    int failed = 0;

    failed |= url_quote_plus(&out, "a b\xc3\xa9", 5);
    failed |= url_requote(&out, "http://a/ b%41");
    failed |= url_shown(&out, "http://user:pass@a/b?c");
    failed |= base64_encode(&out, "hello", 5);
    failed |= base64_decode(&out, "aGVsbG8=", 8, &err);
    failed |= json_write_string(&out, "\xc3\xa9\n", 3, true);
    failed |= json_write_double(&out, 0.1, false);
    failed |= json_write_integer(&out, 42);
    failed |= buf_printf(&out, "%200d", 1);
    buf_free(&out);
    return failed;
}

static int reads_xml(void)
{
    static const char text[] = "<a b=\"c\"><d>e</d><f/><d/>text</a>";
    struct buf out = BUF_EMPTY;
    struct err err;
    int status = xml_to_json(text, strlen(text), NULL, &out, &err);

    buf_free(&out);
    return status;
}

static int reads_rows(void)
{
    static const char text[] = "a,b,a\n1,\"x\"\"y\",3,4\n";
    struct csv csv = { .delimiter = ',' };
    struct json_lines lines = { .text = "[1]\n", .len = 4, .is_final = true };
    struct buf out = BUF_EMPTY;
    size_t used;
    int failed =
        csv_rows(&csv, text, sizeof text - 1, true, SIZE_MAX, &used, &out);

    buf_free(&out);
    if (json_lines_next(&lines, &out) == JSON_LINES_NO_MEMORY)
        failed = -1;
    csv_free(&csv);
    buf_free(&out);
    return failed;
}

static int inflates_in_parts(void)
{
    struct inflater in;
    struct err err;
    int status;

    inflater_begin(&in, (const char *)hello, sizeof hello, true, SIZE_MAX);
    status = inflater_more(&in, &err);
    inflater_end(&in);
    return status;
}

static int reads_yaml(void)
{
    static const char text[] = "a: &x [1, 2]\nb: {c: *x, a: 1, a: 2}\n";
    struct yaml_tree tree = { 0 };
    struct err err;
    int status = yaml_tree_read(&tree, text, strlen(text), NULL, &err);

    yaml_tree_free(&tree);
    return status;
}

/* Without memory the page is left to the decoder, or its roots are. */
static int scans_in_pieces(void)
{
    static const char text[] = "{\"n\":1,\"a\":[{\"b\":null},{\"c\":2}]}";
    static const struct record_query query = { .path = { { "a", 1 } },
                                               .path_len = 1 };
    struct record_scan *scan = record_scan_new(&query);
    struct record_page page;
    struct err err;
    int found;

    if (scan == NULL)
        return -1;
    for (size_t len = 0; len < sizeof text; len++)
        record_scan_feed(scan, text, len);
    found = record_scan_end(scan, text, sizeof text - 1, &page, &err) ==
                RECORDS_FOUND &&
            page.count == 2 && page.root_count == 2;
    record_page_free(&page);
    record_scan_free(scan);
    return found ? 0 : -1;
}

static int matches(void)
{
    struct regex *regex = NULL;
    struct err err;
    int status = regex_compile(&regex, "(?P<n>a+)\\Z", 11, "i", &err);

    if (status == 0)
        status = regex_search(regex, "xaa", 3, 0, 0, &err) == 1 ? 0 : -1;
    regex_free(regex);
    return status;
}

static int lists_a_folder(void)
{
    struct folder_names *names = NULL;
    struct err err;
    int status = folder_list("/", "", &names, &err);

    folder_names_free(names);
    return status;
}

static int starts_a_request(void)
{
    static const struct http_header headers[] = { { "A", "b", 0 },
                                                  { "C", "", 1 } };
    struct http_request request = { .method = "POST",
                                    .url = "http://127.0.0.1:9/a b",
                                    .headers = headers,
                                    .header_count = 2,
                                    .body = "body",
                                    .body_len = 4 };
    struct http *http = NULL;
    struct outline *outline = NULL, *changed = NULL;
    struct transfer *transfer = NULL;
    struct err err;
    int status = http_open(&http, &err);

    if (status == 0)
        status = outline_new(&outline, &http->curl, &request, &err);
    if (status == 0)
        status = transfer_new(&transfer, outline, request.url, request.body,
                              request.body_len, &err);
    if (status == 0) {
        changed = outline_changed(outline, "GET", 0, 1);
        status = changed == NULL ? -1 : 0;
    }
    outline_release(changed);
    transfer_free(transfer);
    outline_release(outline);
    http_close(http);
    return status;
}

static int takes_blocks(void)
{
    struct pool pool = POOL_EMPTY;
    int failed = 0;

    for (int i = 0; i < 1000; i++)
        failed |= pool_take(&pool, POOL_MOST) == NULL ? -1 : 0;
    pool_close(&pool);
    return failed;
}

static void fails_at_every_step(int (*work)(void))
{
    assert_int_equal(work(), 0); /* what is made once is made now */
    for (long n = 0; n < MOST_ALLOCATIONS; n++) {
        int status;

        refused = 0;
        left = n;
        status = work();
        left = NO_LIMIT;
        assert_int_equal(status, refused > 0 ? -1 : 0);
        if (refused == 0)
            return;
    }
    fail_msg("never succeeds");
}

#define WORK(name)                                                             \
    static void test_##name(void **state)                                      \
    {                                                                          \
        (void)state;                                                           \
        fails_at_every_step(name);                                             \
    }

WORK(inflates)
WORK(decodes_a_body)
WORK(writes_text)
WORK(reads_xml)
WORK(reads_rows)
WORK(inflates_in_parts)
WORK(reads_yaml)
WORK(scans_in_pieces)
WORK(matches)
WORK(lists_a_folder)
WORK(starts_a_request)
WORK(takes_blocks)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inflates),
        cmocka_unit_test(test_decodes_a_body),
        cmocka_unit_test(test_writes_text),
        cmocka_unit_test(test_reads_xml),
        cmocka_unit_test(test_reads_rows),
        cmocka_unit_test(test_inflates_in_parts),
        cmocka_unit_test(test_reads_yaml),
        cmocka_unit_test(test_scans_in_pieces),
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_lists_a_folder),
        cmocka_unit_test(test_starts_a_request),
        cmocka_unit_test(test_takes_blocks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
