#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/spawn.h"

static char *const no_env[] = { NULL };

/* Run a script of sh to its end. Returns what spawn_step did last. */
static int
run(const char *script, double timeout, struct spawn *child, struct err *err)
{
    char *argv[] = { "sh", "-c", (char *)script, NULL };
    struct spawn_request request = { .argv = argv, .env = no_env };
    int more;

    request.timeout = timeout;
    assert_int_equal(spawn_start(child, &request, err), 0);
    do
        more = spawn_step(child, err);
    while (more > 0);
    return more;
}

static void streams_and_status_come_back(void **state)
{
    struct spawn child;
    struct err err;

    (void)state;
    assert_int_equal(run("echo a; echo b >&2; exit 7", 0, &child, &err), 0);
    assert_int_equal(child.status, 7);
    assert_int_equal(child.signal, 0);
    assert_memory_equal(child.out.data, "a\n", 2);
    assert_memory_equal(child.err.data, "b\n", 2);
    spawn_end(&child);
    spawn_end(&child);
}

static void signals_are_told(void **state)
{
    struct spawn child;
    struct err err;

    (void)state;
    assert_int_equal(run("kill -9 $$", 0, &child, &err), 0);
    assert_int_equal(child.status, 128 + SIGKILL);
    assert_int_equal(child.signal, SIGKILL);
    spawn_end(&child);
}

static void time_runs_out_for_a_deaf_child(void **state)
{
    struct spawn child;
    struct err err;

    (void)state;
    assert_int_equal(run("exec sleep 100", 0.05, &child, &err), -1);
    assert_int_equal(err.code, ERR_TIMEOUT);
    spawn_end(&child);
}

static void what_cannot_run_is_told(void **state)
{
    char *argv[] = { "/no/such/program", NULL };
    struct spawn_request request = { .argv = argv, .env = no_env };
    struct spawn child;
    struct err err;

    (void)state;
    assert_int_equal(spawn_start(&child, &request, &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    spawn_end(&child);
}

static void looking_does_not_wait(void **state)
{
    char *argv[] = { "sleep", "100", NULL };
    struct spawn_request request = { .argv = argv, .env = no_env };
    struct spawn child;
    struct err err;

    (void)state;
    assert_int_equal(spawn_start(&child, &request, &err), 0);
    assert_int_equal(spawn_look(&child, &err), 1);
    spawn_signal(&child, SIGTERM);
    while (spawn_look(&child, &err) == 1)
        usleep(1000);
    assert_int_equal(child.signal, SIGTERM);
    spawn_end(&child);
}

/* Start something that sleeps, tell its process, and be killed. */
static void be_killed(int tell)
{
    char *argv[] = { "sleep", "100", NULL };
    struct spawn_request request = { .argv = argv, .env = no_env };
    struct spawn child;

    if (spawn_start(&child, &request, NULL) == 0 &&
        write(tell, &child.pid, sizeof child.pid) == sizeof child.pid)
        raise(SIGKILL);
    _exit(1);
}

static void who_is_killed_takes_the_child_along(void **state)
{
    int ends[2], status;
    pid_t between, child = 0;

    (void)state;
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    assert_int_equal(pipe(ends), 0);
    between = fork();
    if (between == 0)
        be_killed(ends[1]);
    assert_int_equal(read(ends[0], &child, sizeof child), sizeof child);
    assert_int_equal(waitpid(between, &status, 0), between);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_and_status_come_back),
        cmocka_unit_test(signals_are_told),
        cmocka_unit_test(time_runs_out_for_a_deaf_child),
        cmocka_unit_test(what_cannot_run_is_told),
        cmocka_unit_test(looking_does_not_wait),
        cmocka_unit_test(who_is_killed_takes_the_child_along),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
