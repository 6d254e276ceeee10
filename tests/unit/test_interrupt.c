#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <poll.h>
#include <signal.h>
#include <time.h>

#include "core/interrupt.h"

static void a_signal_is_noted_and_wakes(void **state)
{
    struct pollfd fd = { .events = POLLIN };

    (void)state;
    assert_int_equal(interrupt_sleep(0.001), 0);
    interrupt_install();
    fd.fd = interrupt_fd();
    assert_true(fd.fd >= 0);
    assert_int_equal(poll(&fd, 1, 0), 0);
    raise(SIGTERM);
    assert_int_equal(interrupt_signal(), SIGTERM);
    assert_int_equal(poll(&fd, 1, 0), 1);
    assert_int_equal(interrupt_sleep(100), -1);
    interrupt_note(SIGPIPE);
    assert_int_equal(interrupt_signal(), SIGTERM); /* the first one counts */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_is_noted_and_wakes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
