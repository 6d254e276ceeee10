#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

/* A process that gets SIGTERM `pause` seconds after SIGTERM; how it ended. */
static int status_after_two(double pause)
{
    pid_t child = fork();
    int status = 0;

    if (child == 0) {
        struct timespec wait = { .tv_nsec = (long)(pause * 1e9) };

        interrupt_install();
        raise(SIGTERM);
        nanosleep(&wait, NULL);
        raise(SIGTERM);
        _exit(7);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void the_second_one_ends_unless_it_comes_at_once(void **state)
{
    int status = status_after_two(0);

    (void)state;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
    status = status_after_two(0.3);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGTERM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_second_one_ends_unless_it_comes_at_once),
        cmocka_unit_test(a_signal_is_noted_and_wakes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
