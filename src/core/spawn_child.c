#include "core/spawn_child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MARK_CLOSE_ON_EXEC = 4 }; /* CLOSE_RANGE_CLOEXEC */

/* Nothing that revos has open may reach the program. */
static void close_on_exec(void)
{
    if (syscall(SYS_close_range, 3U, ~0U, MARK_CLOSE_ON_EXEC) == 0)
        return;
    for (int fd = 3; fd < 65536; fd++)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
}

static int use(int fd, int as)
{
    return fd < 0 ? 0 : dup2(fd, as);
}

/* At most so much; less where we have less ourselves. */
static int limit(__rlimit_resource_t what, rlim_t value)
{
    struct rlimit ours, both = { value, value };

    if (value == 0)
        return 0;
    if (getrlimit(what, &ours) == 0 && ours.rlim_max < value)
        both.rlim_cur = both.rlim_max = ours.rlim_max;
    return setrlimit(what, &both);
}

static void reset_signals(void)
{
    struct sigaction action = { .sa_handler = SIG_DFL };
    sigset_t none;

    sigemptyset(&action.sa_mask);
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* AddressSanitizer reserves terabytes of addresses: a build with it cannot
 * limit them. */
static int limit_memory(size_t bytes)
{
#ifdef __SANITIZE_ADDRESS__
    (void)bytes;
    return 0;
#else
    return limit(RLIMIT_AS, (rlim_t)bytes);
#endif
}

/* Who is killed cannot end its child any more, so the kernel does. */
static void end_with(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(126);
}

void spawn_child(const struct spawn_plan *plan)
{
    const struct spawn_request *request = plan->request;
    int number;

    if (!request->inherit) {
        if (!request->helper)
            setpgid(0, 0);
        end_with(plan->parent);
    }
    reset_signals();
    close_on_exec();
    if (use(plan->in, 0) >= 0 && use(plan->out, 1) >= 0 &&
        use(plan->err, 2) >= 0 &&
        limit(RLIMIT_CPU, (rlim_t)request->cpu) == 0 &&
        limit_memory(request->memory) == 0 &&
        (request->directory == NULL || chdir(request->directory) == 0))
        execve(plan->path, request->argv, request->env);
    number = errno;
    if (write(plan->report, &number, sizeof number) < 0)
        _exit(126);
    _exit(127);
}
