#include "core/confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#else
#define MACHINE 0 /* no filter for this one */
#endif

/* Landlock of the kernels from 5.13 on; the headers of Debian know a part. */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif

/* LeakSanitizer starts a process at the end to look at this one. */
#ifdef __SANITIZE_ADDRESS__
static int is_confined;

int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return is_confined;
}
#endif

struct ruleset {
    uint64_t files, ports, scopes;
};

/* The version of Landlock, 0 without it. */
static int landlock_version(void)
{
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, 0, 1 /* tell the version */);

    return version > 0 ? (int)version : 0;
}

/* Rules that allow nothing, of all kinds that `version` knows. 0, or -1. */
static int use_landlock(int version)
{
    static const int kinds[] = { 13, 14, 15, 15, 16 }; /* of access to files */
    int count = kinds[(version < 5 ? version : 5) - 1];
    struct ruleset rules = { .files = (UINT64_C(1) << count) - 1 };
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int fd, status;

    rules.ports = version >= 4 ? 3 : 0;  /* bind, connect */
    rules.scopes = version >= 6 ? 3 : 0; /* sockets without a name, signals */
    fd = (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (fd < 0)
        return -1;
    status = (int)syscall(SYS_landlock_restrict_self, fd, 0);
    close(fd);
    return status;
}

/* What a process needs that only computes: memory, its open descriptors, its
 * own signals, its end. */
static const int allowed[] = {
    SYS_brk,         SYS_clock_gettime,   SYS_close,          SYS_exit,
    SYS_exit_group,  SYS_fstat,           SYS_futex,          SYS_getpid,
    SYS_getrandom,   SYS_gettid,          SYS_lseek,          SYS_madvise,
    SYS_mremap,      SYS_munmap,          SYS_ppoll,          SYS_read,
    SYS_readv,       SYS_rt_sigaction,    SYS_rt_sigprocmask, SYS_rt_sigreturn,
    SYS_sched_yield, SYS_setitimer,       SYS_sigaltstack,    SYS_write,
    SYS_writev,      SYS_restart_syscall,
#ifdef SYS_poll
    SYS_poll,
#endif
};

enum {
    MOST = 4 + 2 * (int)(sizeof allowed / sizeof *allowed) + 10 + 2,
    X32 = 0x40000000 /* a second set of calls of x86-64 */
};

#define REFUSED (SECCOMP_RET_ERRNO | EPERM)
#define ARGUMENT(n) ((uint32_t)offsetof(struct seccomp_data, args[n]))

struct filter {
    struct sock_filter code[MOST];
    unsigned short len;
};

static void
add(struct filter *filter, int code, uint32_t k, int if_true, int if_false)
{
    filter->code[filter->len++] = (struct sock_filter){
        .code = (uint16_t)code,
        .jt = (uint8_t)if_true,
        .jf = (uint8_t)if_false,
        .k = k,
    };
}

static void answer(struct filter *filter, uint32_t action)
{
    add(filter, BPF_RET | BPF_K, action, 0, 0);
}

static void load(struct filter *filter, uint32_t offset)
{
    add(filter, BPF_LD | BPF_W | BPF_ABS, offset, 0, 0);
}

/* Memory may be had, but none to execute. */
static void add_memory_call(struct filter *filter, int number)
{
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 4);
    load(filter, ARGUMENT(2));
    add(filter, BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1);
    answer(filter, REFUSED);
    answer(filter, SECCOMP_RET_ALLOW);
}

static void build_filter(struct filter *filter)
{
    filter->len = 0;
    load(filter, offsetof(struct seccomp_data, arch));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
    answer(filter, SECCOMP_RET_KILL_PROCESS);
    load(filter, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)allowed[i], 0, 1);
        answer(filter, SECCOMP_RET_ALLOW);
    }
    add_memory_call(filter, SYS_mmap);
    add_memory_call(filter, SYS_mprotect);
    answer(filter, REFUSED);
}

static int use_seccomp(void)
{
    struct filter filter;
    struct sock_fprog program = { .filter = filter.code };

    build_filter(&filter);
    program.len = filter.len;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

void confine_support(struct confinement *has)
{
    uint32_t action = SECCOMP_RET_ERRNO;

    has->landlock = landlock_version() > 0;
    has->seccomp =
        MACHINE != 0 &&
        syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

static void set_limits(void)
{
    static const struct {
        __rlimit_resource_t what;
        rlim_t most;
    } limits[] = {
        { RLIMIT_CORE, 0 },
        { RLIMIT_FSIZE, 0 },
        { RLIMIT_NOFILE, 3 },
        { RLIMIT_NPROC, 0 },
    };

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct rlimit both = { limits[i].most, limits[i].most };

        setrlimit(limits[i].what, &both);
    }
}

int confine(struct confinement *active, struct err *err)
{
    confine_support(active);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        (active->landlock && use_landlock(landlock_version()) != 0))
        return err_errno(err, "confinement", errno);
    set_limits();
    if (active->seccomp && use_seccomp() != 0)
        return err_errno(err, "confinement", errno);
#ifdef __SANITIZE_ADDRESS__
    is_confined = 1;
#endif
    return 0;
}

void confine_time(double seconds)
{
    struct itimerval timer = { { 0, 0 }, { 0, 0 } };

    timer.it_value.tv_sec = (time_t)seconds;
    timer.it_value.tv_usec =
        (suseconds_t)((seconds - (double)timer.it_value.tv_sec) * 1e6);
    signal(SIGPROF, SIG_DFL);
    setitimer(ITIMER_PROF, &timer, NULL);
}
