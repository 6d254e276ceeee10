#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "core/out.h"

static struct out out; /* 64 KB: not for the stack */

static void gathers_and_writes(void **state)
{
    char got[16];
    int ends[2];

    (void)state;
    assert_int_equal(pipe(ends), 0);
    out_init(&out, ends[1]);
    assert_int_equal(out_write(&out, "ab", 2, NULL), 0);
    assert_int_equal(out_write(&out, "c\0", 2, NULL), 0);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    assert_int_equal(read(ends[0], got, sizeof got), -1);
    assert_int_equal(out_flush(&out, NULL), 0);
    assert_int_equal(read(ends[0], got, sizeof got), 4);
    assert_memory_equal(got, "abc\0", 4);
    close(ends[0]);
    close(ends[1]);
}

static void writes_what_does_not_fit(void **state)
{
    static char big[OUT_SIZE + 1], got[OUT_SIZE + 3];
    int file = open("/tmp", O_TMPFILE | O_RDWR, 0600);

    (void)state;
    out_init(&out, file);
    memset(big, 'x', sizeof big);
    assert_int_equal(out_write(&out, "a", 1, NULL), 0);
    assert_int_equal(out_write(&out, big, sizeof big, NULL), 0);
    assert_int_equal(out_write(&out, "b", 1, NULL), 0);
    assert_int_equal(out_flush(&out, NULL), 0);
    assert_int_equal(pread(file, got, sizeof got, 0), sizeof got);
    assert_int_equal(got[0], 'a');
    assert_int_equal(got[sizeof got - 1], 'b');
    close(file);
}

static void tells_that_the_reader_is_gone(void **state)
{
    struct err err;
    int ends[2];

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    out_init(&out, ends[1]);
    out_write(&out, "a", 1, NULL);
    assert_int_equal(out_flush(&out, &err), -1);
    assert_int_equal(err.code, ERR_CANCELLED);
    out_write(&out, "b", 1, NULL);
    assert_int_equal(out_flush(&out, &err), -1);
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_int_equal(out_flush(&out, &err), -1); /* nothing waits */
    close(ends[1]);
}

static void tells_other_failures(void **state)
{
    struct err err;
    int full = open("/dev/full", O_WRONLY);

    (void)state;
    out_init(&out, full);
    out_write(&out, "a", 1, NULL);
    assert_int_equal(out_flush(&out, &err), -1);
    assert_int_equal(err.code, ERR_IO);
    close(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gathers_and_writes),
        cmocka_unit_test(writes_what_does_not_fit),
        cmocka_unit_test(tells_that_the_reader_is_gone),
        cmocka_unit_test(tells_other_failures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
