/* What a confined process can and cannot do: each attempt in a child of its
 * own, whose exit status tells. */
#include "core/confine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "confine_attempts.h"

enum { DONE = 10, REFUSED = 11, UNCONFINED = 12 };

typedef int attempt(void); /* 1: it could */

static const char *const hosts[] = { "/etc/hosts", "/no/such/file", NULL };
static const struct confine_plan asking = { .reads = hosts };

/* The wait status of a child that is confined and makes the attempt. */
static int status_of(const struct confine_plan *plan, attempt *try)
{
    int status;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        struct confinement active;
        struct err err;

        if (confine(plan, &active, &err) != 0)
            _exit(UNCONFINED);
        _exit(try() ? DONE : REFUSED);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static int outcome_of(const struct confine_plan *plan, attempt *try)
{
    int status = status_of(plan, try);

    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int outcome(attempt *try)
{
    return outcome_of(NULL, try);
}

static void test_it_computes(void **state)
{
    (void)state;
    assert_int_equal(outcome(can_compute), DONE);
}

static void test_it_reaches_nothing(void **state)
{
    static attempt *const attempts[] = {
        can_read_a_file,     can_write_a_file,
        can_make_a_folder,   can_fork,
        can_run_a_program,   can_open_a_socket,
        can_kill_its_parent, can_have_code,
    };
    struct confinement has;

    (void)state;
    confine_support(&has);
    for (size_t i = 0; has.seccomp && i < sizeof attempts / sizeof *attempts;
         i++)
        assert_int_equal(outcome(attempts[i]), REFUSED);
}

static void test_it_asks_servers(void **state)
{
    static attempt *const attempts[] = { can_compute, can_read_hosts,
                                         can_start_a_thread,
                                         can_open_a_socket };

    (void)state;
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        assert_int_equal(outcome_of(&asking, attempts[i]), DONE);
}

/* What each of the two nets refuses on its own. */
static attempt *const by_calls[] = {
    can_write_a_file,
    can_make_a_folder,
    can_fork,
    can_run_a_program,
    can_open_a_socket_here,
    can_ask_the_kernel,
    can_open_a_raw_socket,
    can_listen,
    can_kill_its_parent,
    can_have_code,
    can_make_memory_code,
    can_hide_a_file,
    can_look_into_its_parent,
    can_have_namespaces,
    can_fork_by_clone3,
    can_have_signals_sent,
    can_have_rings,
};
static attempt *const by_files[] = { can_read_a_file, can_write_a_file,
                                     can_make_a_folder, can_list_a_folder };

static void
refused(attempt *const *attempts, size_t count, const char *other_net)
{
    setenv(other_net, "1", 1);
    for (size_t i = 0; i < count; i++)
        if (outcome_of(&asking, attempts[i]) != REFUSED)
            fail_msg("attempt %zu is not refused without %s", i, other_net);
    unsetenv(other_net);
}

static void test_it_reaches_servers_only(void **state)
{
    struct confinement has;

    (void)state;
    confine_support(&has);
    if (has.seccomp)
        refused(by_calls, sizeof by_calls / sizeof *by_calls,
                "REVOS_TEST_NO_LANDLOCK");
    if (has.landlock)
        refused(by_files, sizeof by_files / sizeof *by_files,
                "REVOS_TEST_NO_SECCOMP");
}

/* The attempts above can fail: without a net most of them go through. */
static void test_without_nets(void **state)
{
    (void)state;
    setenv("REVOS_TEST_NO_SECCOMP", "1", 1);
    setenv("REVOS_TEST_NO_LANDLOCK", "1", 1);
    assert_int_equal(outcome_of(&asking, can_read_a_file), DONE);
    assert_int_equal(outcome_of(&asking, can_fork), DONE);
    assert_int_equal(outcome_of(&asking, can_open_a_socket_here), DONE);
    assert_int_equal(outcome_of(&asking, can_kill_its_parent), DONE);
    assert_int_equal(outcome_of(&asking, can_have_code), DONE);
    unsetenv("REVOS_TEST_NO_SECCOMP");
    unsetenv("REVOS_TEST_NO_LANDLOCK");
}

static void test_writing_where_it_is_allowed(void **state)
{
    static const char *const folder[] = { "/tmp", NULL };
    static const struct confine_plan writing = { .reads = hosts,
                                                 .writes = folder };

    (void)state;
    assert_int_equal(outcome_of(&writing, can_make_a_folder), DONE);
    assert_int_equal(rmdir("/tmp/revos-confine-folder"), 0);
    assert_int_equal(outcome_of(&writing, can_run_a_program), REFUSED);
}

static void test_keeping_records(void **state)
{
    static const char *const folder[] = { "/tmp", NULL };
    static const struct confine_plan keeping = { .writes = folder, .moves = 1 };

    (void)state;
    assert_int_equal(outcome_of(&keeping, can_keep_records), DONE);
}

/* What a process is refused that starts programs. */
static attempt *const beside_programs[] = {
    can_open_a_socket_here, can_ask_the_kernel,
    can_open_a_raw_socket,  can_listen,
    can_have_code,          can_make_memory_code,
    can_hide_a_file,        can_look_into_its_parent,
    can_have_namespaces,    can_fork_by_clone3,
    can_have_signals_sent,  can_have_rings,
    can_map_code_to_change,
};

static void test_nothing_beside_programs(void **state)
{
    static const char *const programs[] = { "/bin/true", NULL };
    static const struct confine_plan starting = { .reads = hosts,
                                                  .runs = programs };
    struct confinement has;

    (void)state;
    confine_support(&has);
    setenv("REVOS_TEST_NO_LANDLOCK", "1", 1);
    for (size_t i = 0;
         has.seccomp && i < sizeof beside_programs / sizeof *beside_programs;
         i++)
        if (outcome_of(&starting, beside_programs[i]) != REFUSED)
            fail_msg("attempt %zu is not refused", i);
    assert_int_equal(outcome_of(&starting, can_fork), DONE);
    unsetenv("REVOS_TEST_NO_LANDLOCK");
}

/* Its files are what a plan allows, and its programs too. */
static void test_starting_what_is_allowed(void **state)
{
    static const char *const libraries[] = { "/lib", "/lib64", "/usr/lib",
                                             "/etc/ld.so.cache", NULL };
    static const char *const programs[] = { "/bin/true",
                                            "/lib64/ld-linux-x86-64.so.2",
                                            "/lib/ld-linux-aarch64.so.1",
                                            NULL };
    static const struct confine_plan starting = { .reads = libraries,
                                                  .runs = programs };
    struct confinement has;

    (void)state;
    confine_support(&has);
    assert_int_equal(outcome_of(&starting, can_run_a_program), 0);
    assert_int_equal(outcome_of(&starting, can_run_another_program),
                     has.landlock ? REFUSED : 1); /* the status of false */
}

static void test_time_is_limited(void **state)
{
    (void)state;
    assert_int_equal(outcome(can_run_on), -SIGPROF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_computes),
        cmocka_unit_test(test_it_reaches_nothing),
        cmocka_unit_test(test_it_asks_servers),
        cmocka_unit_test(test_it_reaches_servers_only),
        cmocka_unit_test(test_without_nets),
        cmocka_unit_test(test_writing_where_it_is_allowed),
        cmocka_unit_test(test_keeping_records),
        cmocka_unit_test(test_nothing_beside_programs),
        cmocka_unit_test(test_starting_what_is_allowed),
        cmocka_unit_test(test_time_is_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
