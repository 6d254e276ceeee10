/* What a confined process can and cannot do: each attempt in a child of its
 * own, whose exit status tells. */
#include "core/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { DONE = 10, REFUSED = 11, UNCONFINED = 12 };

typedef int attempt(void); /* 1: it could */

/* The wait status of a child that is confined and makes the attempt. */
static int status_of(attempt *try)
{
    int status;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        struct confinement active;
        struct err err;

        if (confine(&active, &err) != 0)
            _exit(UNCONFINED);
        _exit(try() ? DONE : REFUSED);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static int outcome(attempt *try)
{
    int status = status_of(try);

    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int can_compute(void)
{
    char *block = malloc(8 << 20);
    int both = block != NULL && write(2, "", 0) == 0;

    free(block);
    return both;
}

static int can_read_a_file(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static int can_write_a_file(void)
{
    return open("/tmp/revos-confine", O_WRONLY | O_CREAT, 0600) >= 0;
}

static int can_make_a_folder(void)
{
    return mkdtemp((char[]){ "/tmp/revos-XXXXXX" }) != NULL;
}

static int can_fork(void)
{
    return fork() >= 0;
}

static int can_run_a_program(void)
{
    execl("/bin/true", "true", (char *)NULL);
    return 0;
}

static int can_open_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static int can_kill_its_parent(void)
{
    return kill(getppid(), 0) == 0;
}

static int can_have_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static int can_run_on(void)
{
    confine_time(0.05);
    while (getpid() > 0)
        continue;
    return 1;
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
        cmocka_unit_test(test_time_is_limited),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
