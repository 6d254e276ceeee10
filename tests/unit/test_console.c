#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "core/console.h"

static struct console_input input_of(const char *text)
{
    int ends[2];

    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
    close(ends[1]);
    return (struct console_input){ .fd = ends[0] };
}

static void lines_come_one_at_a_time(void **state)
{
    struct console_input in = input_of("one\r\n\nlast");
    const char *wanted[] = { "one", "", "last" };
    struct buf line = BUF_EMPTY;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        line.len = 0;
        assert_int_equal(console_read_line(&in, &line, NULL), 1);
        assert_int_equal(line.len, strlen(wanted[i]));
        assert_memory_equal(line.len > 0 ? line.data : "", wanted[i], line.len);
    }
    assert_int_equal(console_read_line(&in, &line, NULL), 0);
    close(in.fd);
    buf_free(&in.bytes);
    buf_free(&line);
}

static void the_rest_comes_at_once(void **state)
{
    struct console_input in = input_of("one\ntwo\nthree");
    struct buf text = BUF_EMPTY;

    (void)state;
    assert_int_equal(console_read_secret(&in, &text, NULL), 1);
    text.len = 0;
    assert_int_equal(console_read_all(&in, &text, NULL), 0);
    assert_string_equal(text.data, "two\nthree");
    close(in.fd);
    buf_free(&in.bytes);
    buf_free(&text);
}

static void a_pipe_has_no_width(void **state)
{
    struct console_input in = input_of("");

    (void)state;
    assert_int_equal(console_width(in.fd), 0);
    close(in.fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_one_at_a_time),
        cmocka_unit_test(the_rest_comes_at_once),
        cmocka_unit_test(a_pipe_has_no_width),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
