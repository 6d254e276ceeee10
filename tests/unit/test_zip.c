#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <zlib.h>

#include "core/zip.h"

static void put(struct buf *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        assert_int_equal(buf_putc(out, (char)(value >> (8 * i) & 0xff)), 0);
}

/* What the local header and the entry of the directory have in common. */
static void
put_common(struct buf *out, const char *name, const char *text, int flags)
{
    size_t len = strlen(text);

    put(out, 20, 2);
    put(out, (uint64_t)flags, 2);
    put(out, 0, 2); /* stored */
    put(out, 0, 4); /* time */
    put(out, crc32(0, (const Bytef *)text, (uInt)len), 4);
    put(out, len, 4);
    put(out, len, 4);
    put(out, strlen(name), 2);
    put(out, 0, 2);
}

/* An archive of two stored members, after `front`. */
static void make(struct buf *out, const char *front, int flags)
{
    static const char *const names[] = { "a.txt", "b/c.txt" };
    static const char *const texts[] = { "hello", "" };
    size_t offsets[2], directory, start;

    buf_puts(out, front);
    start = out->len;
    for (int i = 0; i < 2; i++) {
        offsets[i] = out->len - start;
        put(out, 0x04034b50, 4);
        put_common(out, names[i], texts[i], flags);
        buf_puts(out, names[i]);
        buf_puts(out, texts[i]);
    }
    directory = out->len;
    for (int i = 0; i < 2; i++) {
        put(out, 0x02014b50, 4);
        put(out, 20, 2);
        put_common(out, names[i], texts[i], flags);
        put(out, 0, 8); /* comment, disk, attributes */
        put(out, 0, 2);
        put(out, offsets[i], 4);
        buf_puts(out, names[i]);
    }
    start = directory - start;
    directory = out->len - directory;
    put(out, 0x06054b50, 4);
    put(out, 0, 4);
    put(out, 2, 2);
    put(out, 2, 2);
    put(out, directory, 4);
    put(out, start, 4);
    put(out, 0, 2);
}

static void assert_members(const struct buf *archive)
{
    struct zip zip;
    struct zip_member member;
    struct buf out = BUF_EMPTY;
    struct err err;

    assert_int_equal(zip_open(&zip, archive->data, archive->len, &err), 0);
    assert_int_equal(zip_next(&zip, &member, &err), 1);
    assert_int_equal(member.name_len, 5);
    assert_memory_equal(member.name, "a.txt", 5);
    assert_int_equal(zip_read(&zip, &member, 5, &out, &err), 0);
    assert_string_equal(out.data, "hello");
    out.len = 0;
    assert_int_equal(zip_read(&zip, &member, 4, &out, &err), -1);
    assert_int_equal(err.code, ERR_LIMIT);
    assert_int_equal(zip_next(&zip, &member, &err), 1);
    assert_int_equal(member.size, 0);
    assert_int_equal(zip_next(&zip, &member, &err), 0);
    buf_free(&out);
}

static void test_reads_members(void **state)
{
    static const char *const fronts[] = { "", "a program in front" };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct buf archive = BUF_EMPTY;

        make(&archive, fronts[i], 0);
        assert_members(&archive);
        buf_free(&archive);
    }
}

/* All members of what may be broken; 0 when every one could be read. */
static int read_all(const char *data, size_t len)
{
    struct zip zip;
    struct zip_member member;
    struct err err;
    int status = zip_open(&zip, data, len, &err), next = 1;

    while (status == 0 && next == 1 &&
           (next = zip_next(&zip, &member, &err)) == 1) {
        struct buf out = BUF_EMPTY;

        status = zip_read(&zip, &member, 1000, &out, &err);
        buf_free(&out);
    }
    if (status == 0 && next == 0)
        return 0;
    assert_true(err.code == ERR_INVALID || err.code == ERR_LIMIT);
    return -1;
}

static void test_tells_every_cut(void **state)
{
    struct buf archive = BUF_EMPTY;

    (void)state;
    make(&archive, "", 0);
    for (size_t len = 0; len < archive.len; len++)
        assert_int_equal(read_all(archive.data, len), -1);
    assert_int_equal(read_all(archive.data, archive.len), 0);
    buf_free(&archive);
}

/* Nothing that is changed may be read beyond its end; a sanitizer watches. */
static void test_survives_every_change(void **state)
{
    struct buf archive = BUF_EMPTY;

    (void)state;
    make(&archive, "", 0);
    for (size_t i = 0; i < archive.len; i++) {
        char kept = archive.data[i];

        for (int change = 1; change < 256; change <<= 1) {
            archive.data[i] = (char)(kept ^ change);
            read_all(archive.data, archive.len);
        }
        archive.data[i] = kept;
    }
    archive.data[30 + 5] = 'H'; /* of "hello": the sum is another one */
    assert_int_equal(read_all(archive.data, archive.len), -1);
    buf_free(&archive);
}

static void test_refuses_what_is_encrypted(void **state)
{
    struct buf archive = BUF_EMPTY;

    (void)state;
    make(&archive, "", 1);
    assert_int_equal(read_all(archive.data, archive.len), -1);
    buf_free(&archive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_members),
        cmocka_unit_test(test_tells_every_cut),
        cmocka_unit_test(test_survives_every_change),
        cmocka_unit_test(test_refuses_what_is_encrypted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
