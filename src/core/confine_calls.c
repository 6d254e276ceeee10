#include "core/confine_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#else
#define MACHINE 0 /* no filter for this one */
#endif

/* What a process needs that only computes: memory, its open descriptors, its
 * own signals, its end. */
static const int to_compute[] = {
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

/* What libcurl and the resolver need besides. Nothing listens; there is
 * socketpair for one thread to wake another. */
static const int to_ask[] = {
    SYS_connect,     SYS_eventfd2,
    SYS_faccessat,   SYS_geteuid,
    SYS_getegid,     SYS_getgid,
    SYS_getpeername, SYS_getsockname,
    SYS_getsockopt,  SYS_getuid,
    SYS_newfstatat,  SYS_pipe2,
    SYS_pread64,     SYS_readlinkat,
    SYS_recvfrom,    SYS_recvmsg,
    SYS_rseq,        SYS_sched_getaffinity,
    SYS_sendmmsg,    SYS_sendmsg,
    SYS_sendto,      SYS_set_robust_list,
    SYS_setsockopt,  SYS_shutdown,
    SYS_socketpair,  SYS_statx,
    SYS_uname,       SYS_clock_nanosleep,
#ifdef SYS_access
    SYS_access,      SYS_lstat,
    SYS_readlink,    SYS_stat,
#endif
};

/* What files of records and SQLite need besides. */
static const int to_write[] = {
    SYS_fchmod,    SYS_fchown, SYS_fdatasync,  SYS_flock,   SYS_fsync,
    SYS_ftruncate, SYS_getcwd, SYS_getdents64, SYS_mkdirat, SYS_pwrite64,
    SYS_renameat2, SYS_umask,  SYS_unlinkat,
#ifdef SYS_mkdir
    SYS_mkdir,     SYS_rename, SYS_rmdir,      SYS_unlink,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
};

/* What it takes to start a program and to see to it, what its loader needs
 * before its own filter is in place, and Landlock of its own. */
static const int to_start[] = {
    SYS_close_range,
    SYS_dup3,
    SYS_execve,
    SYS_getppid,
    SYS_landlock_add_rule,
    SYS_landlock_create_ruleset,
    SYS_landlock_restrict_self,
    SYS_pidfd_open,
    SYS_prlimit64,
    SYS_seccomp,
    SYS_set_tid_address,
    SYS_sysinfo,
    SYS_wait4,
#ifdef SYS_dup2
    SYS_dup2,
#endif
#ifdef SYS_arch_prctl
    SYS_arch_prctl,
#endif
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum {
    CHECKS = 128, /* the instructions of all checks of arguments, at most */
    MOST = 2 * (int)(COUNT(to_compute) + COUNT(to_ask) + COUNT(to_write) +
                     COUNT(to_start)) +
           CHECKS
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

/* Skip `skipped` instructions unless the value loaded is `value`. */
static void unless(struct filter *filter, uint32_t value, int skipped)
{
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, value, 0, skipped);
}

static void allow_calls(struct filter *filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unless(filter, (uint32_t)calls[i], 1);
        answer(filter, SECCOMP_RET_ALLOW);
    }
}

/* A call whose argument `n` has none of these bits. */
static void
allow_without(struct filter *filter, int call, int n, uint32_t refused)
{
    unless(filter, (uint32_t)call, 4);
    load(filter, ARGUMENT(n));
    add(filter, BPF_JMP | BPF_JSET | BPF_K, refused, 0, 1);
    answer(filter, REFUSED);
    answer(filter, SECCOMP_RET_ALLOW);
}

/* A call whose argument `n` is one of these. */
static void allow_one_of(struct filter *filter,
                         int call,
                         int n,
                         const uint32_t *values,
                         size_t count)
{
    unless(filter, (uint32_t)call, 2 + 2 * (int)count);
    load(filter, ARGUMENT(n));
    for (size_t i = 0; i < count; i++) {
        unless(filter, values[i], 1);
        answer(filter, SECCOMP_RET_ALLOW);
    }
    answer(filter, REFUSED);
}

/* Sockets of the internet: no raw ones, none of this machine. */
static void allow_sockets(struct filter *filter)
{
    enum { KIND = 0xf }; /* the rest are flags */

    unless(filter, SYS_socket, 9);
    load(filter, ARGUMENT(0));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 1, 0);
    unless(filter, AF_INET6, 5);
    load(filter, ARGUMENT(1));
    add(filter, BPF_ALU | BPF_AND | BPF_K, KIND, 0, 0);
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, SOCK_STREAM, 1, 0);
    unless(filter, SOCK_DGRAM, 1);
    answer(filter, SECCOMP_RET_ALLOW);
    answer(filter, REFUSED);
}

/* Threads, to look up names; processes where programs are started; no
 * namespaces. clone3 hides its flags behind a pointer: the C library takes
 * clone where there is none. */
static void allow_threads(struct filter *filter, int starts)
{
    static const uint32_t needed = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD,
                          refused = CLONE_NEWNS | CLONE_NEWCGROUP |
                                    CLONE_NEWUTS | CLONE_NEWIPC |
                                    CLONE_NEWUSER | CLONE_NEWPID |
                                    CLONE_NEWNET | CLONE_PTRACE | CLONE_VFORK;

    unless(filter, SYS_clone, 6);
    load(filter, ARGUMENT(0));
    add(filter, BPF_ALU | BPF_AND | BPF_K, needed | refused, 0, 0);
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, starts ? 0 : needed, 1, 0);
    unless(filter, needed, 1);
    answer(filter, SECCOMP_RET_ALLOW);
    answer(filter, REFUSED);
    unless(filter, SYS_clone3, 1);
    answer(filter, SECCOMP_RET_ERRNO | ENOSYS);
}

static void allow_starts(struct filter *filter)
{
    static const uint32_t of_itself[] = { PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS,
                                          PR_SET_SECCOMP };
    static const uint32_t ends[] = { SIGTERM, SIGKILL };

    allow_calls(filter, to_start, COUNT(to_start));
    allow_one_of(filter, SYS_prctl, 0, of_itself, COUNT(of_itself));
    allow_one_of(filter, SYS_kill, 1, ends, COUNT(ends));
}

/* Memory may be had, but none to execute: with `files` what lies in a file,
 * as long as it cannot be written. */
static void allow_memory(struct filter *filter, int files)
{
    allow_without(filter, SYS_mprotect, 2, PROT_EXEC);
    if (!files) {
        allow_without(filter, SYS_mmap, 2, PROT_EXEC);
        return;
    }
    unless(filter, SYS_mmap, 7);
    load(filter, ARGUMENT(2));
    add(filter, BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 4);
    add(filter, BPF_JMP | BPF_JSET | BPF_K, PROT_WRITE, 2, 0);
    load(filter, ARGUMENT(3));
    add(filter, BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 1);
    answer(filter, REFUSED);
    answer(filter, SECCOMP_RET_ALLOW);
}

static void allow_network(struct filter *filter, int writes, int starts)
{
    static const uint32_t writing = O_ACCMODE | O_CREAT | O_TRUNC | O_TMPFILE;
    static const uint32_t of_pipes[] = { FIONREAD, FIONBIO };
    static const uint32_t of_files[] = { F_GETFL,  F_SETFL,        F_GETFD,
                                         F_SETFD,  F_GETLK,        F_SETLK,
                                         F_SETLKW, F_DUPFD_CLOEXEC };
    enum { FLAGS = 2 }; /* the first of them, for who writes nothing */
    uint32_t refused = writes ? 0 : writing & ~(uint32_t)O_DIRECTORY;

    allow_sockets(filter);
    allow_threads(filter, starts);
    allow_one_of(filter, SYS_fcntl, 1, of_files,
                 writes || starts ? COUNT(of_files) : FLAGS);
    allow_one_of(filter, SYS_ioctl, 1, of_pipes, COUNT(of_pipes));
    allow_without(filter, SYS_openat, 2, refused);
#ifdef SYS_open
    allow_without(filter, SYS_open, 1, refused);
#endif
    allow_calls(filter, to_ask, COUNT(to_ask));
    if (writes)
        allow_calls(filter, to_write, COUNT(to_write));
}

static void build(struct filter *filter, const struct confine_plan *plan)
{
    int starts = plan != NULL && plan->runs != NULL;

    filter->len = 0;
    load(filter, offsetof(struct seccomp_data, arch));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
    answer(filter, SECCOMP_RET_KILL_PROCESS);
    load(filter, offsetof(struct seccomp_data, nr));
    allow_calls(filter, to_compute, COUNT(to_compute));
    if (plan != NULL)
        allow_network(filter, plan->writes != NULL, starts);
    if (starts)
        allow_starts(filter);
    allow_memory(filter, starts);
    answer(filter, REFUSED);
}

int confine_calls_support(void)
{
    uint32_t action = SECCOMP_RET_ERRNO;

    return MACHINE != 0 &&
           syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

int confine_calls(const struct confine_plan *plan)
{
    struct filter filter;
    struct sock_fprog program = { .filter = filter.code };

    build(&filter, plan);
    program.len = filter.len;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}
