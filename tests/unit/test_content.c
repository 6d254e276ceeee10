#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/content.h"

enum { GZIP_BITS = 31, ZLIB_BITS = 15, RAW_BITS = -15 };

static void compress_into(struct buf *out, int bits, const char *text)
{
    z_stream stream = { 0 };
    unsigned char bytes[4096];

    assert_int_equal(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, bits, 8,
                                  Z_DEFAULT_STRATEGY),
                     Z_OK);
    stream.next_in = (Bytef *)text;
    stream.avail_in = (unsigned)strlen(text);
    stream.next_out = bytes;
    stream.avail_out = sizeof bytes;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(buf_append(out, bytes, sizeof bytes - stream.avail_out),
                     0);
    deflateEnd(&stream);
}

/* Decode `body` in pieces of `step` bytes; the last result. */
static enum content_result decode(const char *header,
                                  const struct buf *body,
                                  size_t step,
                                  size_t max,
                                  struct buf *out)
{
    struct content content = { 0 };
    enum content_result result = CONTENT_TAKEN;

    out->len = 0;
    content_begin(&content, header, strlen(header));
    for (size_t at = 0; at < body->len && result == CONTENT_TAKEN; at += step)
        result = content_add(&content, body->data + at,
                             body->len - at < step ? body->len - at : step, max,
                             out);
    content_end(&content);
    content_end(&content);
    return result;
}

static void
assert_decodes(const char *header, const struct buf *body, const char *wanted)
{
    struct buf out = BUF_EMPTY;

    for (size_t step = 1; step <= body->len; step++) {
        assert_int_equal(decode(header, body, step, SIZE_MAX, &out),
                         CONTENT_TAKEN);
        assert_int_equal(out.len, strlen(wanted));
        assert_memory_equal(out.data, wanted, out.len);
    }
    buf_free(&out);
}

static void test_leaves_what_is_plain(void **state)
{
    struct buf body = BUF_EMPTY;

    (void)state;
    buf_puts(&body, "hello");
    assert_decodes("", &body, "hello");
    assert_decodes("Content-Type: text/plain\nContent-Encoding: br\n", &body,
                   "hello");
    assert_decodes("X: Content-Encoding: gzip\n", &body, "hello");
    buf_free(&body);
}

static void test_reads_every_form(void **state)
{
    static const struct {
        const char *header;
        int bits;
    } forms[] = { { "A: b\ncontent-encoding:  GZIP \r\nC: d\n", GZIP_BITS },
                  { "Content-Encoding: x-gzip\n", GZIP_BITS },
                  { "Content-Encoding: deflate\n", ZLIB_BITS },
                  { "Content-Encoding: deflate", RAW_BITS } };

    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct buf body = BUF_EMPTY;

        compress_into(&body, forms[i].bits, "hello hello hello");
        assert_decodes(forms[i].header, &body, "hello hello hello");
        buf_free(&body);
    }
}

static void test_reads_several_members(void **state)
{
    struct buf body = BUF_EMPTY;

    (void)state;
    compress_into(&body, GZIP_BITS, "one ");
    compress_into(&body, GZIP_BITS, "");
    compress_into(&body, GZIP_BITS, "two");
    assert_decodes("Content-Encoding: gzip\n", &body, "one two");
    buf_puts(&body, "and what is no member");
    assert_decodes("Content-Encoding: gzip\n", &body, "one two");
    buf_free(&body);
}

static void test_tells_what_is_wrong(void **state)
{
    struct buf body = BUF_EMPTY, out = BUF_EMPTY;

    (void)state;
    buf_puts(&body, "not compressed");
    assert_int_equal(
        decode("Content-Encoding: gzip\n", &body, 100, SIZE_MAX, &out),
        CONTENT_BROKEN);
    body.len = 0;
    compress_into(&body, GZIP_BITS, "hello hello hello");
    assert_int_equal(decode("Content-Encoding: gzip\n", &body, 3, 16, &out),
                     CONTENT_LARGE);
    assert_int_equal(decode("Content-Encoding: gzip\n", &body, 3, 17, &out),
                     CONTENT_TAKEN);
    assert_int_equal(decode("", &body, 100, body.len - 1, &out), CONTENT_LARGE);
    buf_free(&body);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leaves_what_is_plain),
        cmocka_unit_test(test_reads_every_form),
        cmocka_unit_test(test_reads_several_members),
        cmocka_unit_test(test_tells_what_is_wrong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
