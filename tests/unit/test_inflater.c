#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/inflater.h"

enum { LINES = 200000 };

static void make_text(struct buf *text)
{
    for (int i = 0; i < LINES; i++)
        assert_int_equal(buf_printf(text, "line %d\n", i * 7919), 0);
}

/* Append `len` bytes as one member. */
static void pack(struct buf *out, const char *bytes, size_t len)
{
    z_stream stream = { 0 };

    assert_int_equal(
        deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(buf_reserve(out, deflateBound(&stream, len)), 0);
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (unsigned)len;
    stream.next_out = (Bytef *)out->data + out->len;
    stream.avail_out = (unsigned)(out->cap - out->len);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out->len += stream.total_out;
    deflateEnd(&stream);
}

/* Read all of it, using half of what is there each time. 0, or the error. */
static enum err_code
read_all(const char *bytes, size_t len, size_t max, struct buf *text)
{
    struct inflater in;
    struct err err = { .code = ERR_NONE };
    size_t most = 0;

    inflater_begin(&in, bytes, len, true, max);
    do {
        size_t used;

        if (inflater_more(&in, &err) != 0)
            break;
        most = in.len > most ? in.len : most;
        used = in.is_final ? in.len : in.len / 2;
        assert_int_equal(buf_append(text, in.text, used), 0);
        inflater_use(&in, used);
    } while (!in.is_final);
    inflater_end(&in);
    inflater_end(&in);
    assert_true(most < 2 * 1024 * 1024);
    return err.code;
}

static void test_members_part_by_part(void **state)
{
    struct buf text = BUF_EMPTY, packed = BUF_EMPTY, got = BUF_EMPTY;

    (void)state;
    make_text(&text);
    pack(&packed, text.data, 1000);
    pack(&packed, "", 0);
    pack(&packed, text.data + 1000, text.len - 1000);
    assert_int_equal(buf_append(&packed, "\0\0\0", 3), 0);
    assert_int_equal(read_all(packed.data, packed.len, SIZE_MAX, &got),
                     ERR_NONE);
    assert_int_equal(got.len, text.len);
    assert_memory_equal(got.data, text.data, text.len);
    got.len = 0;
    assert_int_equal(read_all(packed.data, packed.len, text.len, &got),
                     ERR_NONE);
    assert_int_equal(read_all(packed.data, packed.len, text.len - 1, &got),
                     ERR_LIMIT);
    buf_free(&text);
    buf_free(&packed);
    buf_free(&got);
}

static void test_what_is_not_packed(void **state)
{
    struct buf got = BUF_EMPTY;

    (void)state;
    assert_int_equal(read_all("plain", 5, 1, &got), ERR_NONE);
    assert_string_equal(got.data, "plain");
    got.len = 0;
    assert_int_equal(read_all("\x1f", 1, 1, &got), ERR_NONE);
    assert_int_equal(got.len, 1);
    buf_free(&got);
}

static void test_every_cut_and_change_is_told(void **state)
{
    struct buf packed = BUF_EMPTY, got = BUF_EMPTY;

    (void)state;
    pack(&packed, "hello, hello, hello", 19);
    for (size_t len = 2; len < packed.len; len++)
        assert_int_equal(read_all(packed.data, len, SIZE_MAX, &got),
                         ERR_INVALID);
    for (size_t i = 10; i < packed.len; i++) {
        packed.data[i] ^= 1;
        read_all(packed.data, packed.len, SIZE_MAX, &got);
        packed.data[i] ^= 1;
    }
    assert_int_equal(buf_append(&packed, "x", 1), 0);
    assert_int_equal(read_all(packed.data, packed.len, SIZE_MAX, &got),
                     ERR_INVALID);
    buf_free(&packed);
    buf_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members_part_by_part),
        cmocka_unit_test(test_what_is_not_packed),
        cmocka_unit_test(test_every_cut_and_change_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
