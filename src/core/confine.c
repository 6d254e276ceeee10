#include "core/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "core/confine_calls.h"

/* Landlock of the kernels from 5.13 on; the headers of Debian know a part. */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum { TELL_VERSION = 1, PATH_BENEATH = 1, MOVES_FROM = 2 };

enum {
    EXECUTE = 1 << 0,
    WRITE_FILE = 1 << 1,
    READ_FILE = 1 << 2,
    READ_DIR = 1 << 3,
    REMOVE_DIR = 1 << 4,
    REMOVE_FILE = 1 << 5,
    MAKE_DIR = 1 << 7,
    MAKE_REG = 1 << 8,
    MOVE = 1 << 13,     /* into another folder, from version 2 on */
    TRUNCATE = 1 << 14, /* from version 3 on */
    OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
};

enum { BIND_TCP = 1, CONNECT_TCP = 2 };

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

struct rule {
    uint64_t access;
    int32_t folder;
} __attribute__((packed));

static int is_taken_away(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && *value != '\0';
}

/* The version of Landlock, 0 without it. */
static int landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, TELL_VERSION);

    return version > 0 && !is_taken_away("REVOS_TEST_NO_LANDLOCK")
               ? (int)version
               : 0;
}

/* Rules that allow nothing, of all kinds that `version` knows; with `network`
 * a connection to any port. A descriptor, or -1. */
static int new_ruleset(int version, int network, uint64_t *files)
{
    static const int kinds[] = { 13, 14, 15, 15, 16 }; /* of access to files */
    int count = kinds[(version < 5 ? version : 5) - 1];
    struct ruleset rules = { .files = (UINT64_C(1) << count) - 1 };
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;

    if (version >= 4)
        rules.ports = network ? BIND_TCP : BIND_TCP | CONNECT_TCP;
    rules.scopes = version >= 6 ? 3 : 0; /* sockets without a name, signals */
    *files = rules.files;
    return (int)syscall(SYS_landlock_create_ruleset, &rules, size, 0);
}

/* A path that is not there needs no rule. 0, or -1. */
static int allow(int ruleset, const char *path, uint64_t access)
{
    struct rule rule = { .access = access };
    struct stat is;
    int status;

    rule.folder = open(path, O_PATH | O_CLOEXEC);
    if (rule.folder < 0)
        return 0;
    if (fstat(rule.folder, &is) == 0 && !S_ISDIR(is.st_mode))
        rule.access &= OF_A_FILE;
    status =
        (int)syscall(SYS_landlock_add_rule, ruleset, PATH_BENEATH, &rule, 0);
    close(rule.folder);
    return status;
}

static int allow_all(int ruleset, const char *const *paths, uint64_t access)
{
    for (; paths != NULL && *paths != NULL; paths++)
        if (allow(ruleset, *paths, access) != 0)
            return -1;
    return 0;
}

static int
allow_plan(int ruleset, const struct confine_plan *plan, uint64_t known)
{
    static const uint64_t reading = READ_FILE | READ_DIR,
                          writing = READ_FILE | READ_DIR | WRITE_FILE |
                                    REMOVE_DIR | REMOVE_FILE | MAKE_DIR |
                                    MAKE_REG | MOVE | TRUNCATE,
                          running = READ_FILE | EXECUTE;

    if (allow_all(ruleset, plan->reads, reading & known) != 0 ||
        allow_all(ruleset, plan->writes, writing & known) != 0)
        return -1;
    return allow_all(ruleset, plan->runs, running & known);
}

static int use_landlock(int version, const struct confine_plan *plan)
{
    uint64_t known;
    int ruleset = new_ruleset(version, plan != NULL, &known), status;

    if (ruleset < 0)
        return -1;
    status = plan == NULL ? 0 : allow_plan(ruleset, plan, known);
    if (status == 0)
        status = (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
    return status;
}

void confine_support(struct confinement *has)
{
    has->landlock = landlock_version() > 0;
    has->seccomp =
        confine_calls_support() && !is_taken_away("REVOS_TEST_NO_SECCOMP");
}

static void limit(__rlimit_resource_t what, rlim_t most)
{
    struct rlimit both;

    if (getrlimit(what, &both) == 0 && both.rlim_max < most)
        most = both.rlim_max;
    both = (struct rlimit){ most, most };
    setrlimit(what, &both);
}

/* A process that asks servers has sockets and threads that look up names; its
 * standard output may be a file. */
static void set_limits(const struct confine_plan *plan)
{
    enum { CONNECTIONS = 1024 };
    struct stat out;

    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, plan == NULL ? 3 : CONNECTIONS);
    if (plan == NULL)
        limit(RLIMIT_NPROC, 0);
    if (plan == NULL ||
        (plan->writes == NULL && fstat(STDOUT_FILENO, &out) == 0 &&
         !S_ISREG(out.st_mode)))
        limit(RLIMIT_FSIZE, 0);
}

int confine(const struct confine_plan *plan,
            struct confinement *active,
            struct err *err)
{
    int version = landlock_version();

    confine_support(active);
    if (plan != NULL && plan->moves && version < MOVES_FROM)
        active->landlock = 0;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        (active->landlock && use_landlock(version, plan) != 0))
        return err_errno(err, "confinement", errno);
    set_limits(plan);
    if (active->seccomp && confine_calls(plan) != 0)
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
