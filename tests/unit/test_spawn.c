#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <signal.h>
#include <string.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_and_status_come_back),
        cmocka_unit_test(signals_are_told),
        cmocka_unit_test(time_runs_out_for_a_deaf_child),
        cmocka_unit_test(what_cannot_run_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
