/* confine_attempts.h - what a confined process may try, for test_confine.c.
 * Each gives 1 when it could. */
#ifndef REVOS_CONFINE_ATTEMPTS_H
#define REVOS_CONFINE_ATTEMPTS_H

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "core/confine.h"

static inline int can_compute(void)
{
    char *block = malloc(8 << 20);
    int both = block != NULL && write(2, "", 0) == 0;

    free(block);
    return both;
}

static inline int can_read_a_file(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static inline int can_write_a_file(void)
{
    return open("/tmp/revos-confine", O_WRONLY | O_CREAT, 0600) >= 0;
}

static inline int can_make_a_folder(void)
{
    return mkdir("/tmp/revos-confine-folder", 0700) == 0;
}

static inline int can_fork(void)
{
    return fork() >= 0;
}

static inline int can_run_a_program(void)
{
    execl("/bin/true", "true", (char *)NULL);
    return 0;
}

static inline int can_open_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static inline int can_kill_its_parent(void)
{
    return kill(getppid(), 0) == 0;
}

static inline int can_have_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static inline int can_read_hosts(void)
{
    return open("/etc/hosts", O_RDONLY) >= 0;
}

static inline int can_list_a_folder(void)
{
    return open("/etc", O_RDONLY | O_DIRECTORY) >= 0;
}

static void *nothing(void *unused)
{
    return unused;
}

static inline int can_start_a_thread(void)
{
    pthread_t thread;

    return pthread_create(&thread, NULL, nothing, NULL) == 0 &&
           pthread_join(thread, NULL) == 0;
}

static inline int can_open_a_socket_here(void)
{
    return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static inline int can_ask_the_kernel(void)
{
    return socket(AF_NETLINK, SOCK_RAW, 0) >= 0;
}

static inline int can_open_a_raw_socket(void)
{
    return socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) >= 0;
}

static inline int can_listen(void)
{
    struct sockaddr_in any = { .sin_family = AF_INET };
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    return bind(fd, (struct sockaddr *)&any, sizeof any) == 0;
}

static inline int can_hide_a_file(void)
{
    return syscall(SYS_memfd_create, "x", 0) >= 0;
}

static inline int can_look_into_its_parent(void)
{
    char byte;
    struct iovec here = { &byte, 1 }, there = { &byte, 1 };

    return process_vm_readv(getppid(), &here, 1, &there, 1, 0) == 1 ||
           ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0;
}

static inline int can_have_namespaces(void)
{
    return unshare(CLONE_NEWUSER) == 0;
}

static inline int can_fork_by_clone3(void)
{
    struct clone_args {
        uint64_t flags, pidfd, child, parent, signal, stack[3];
    } args = { .signal = SIGCHLD };

    return syscall(SYS_clone3, &args, sizeof args) >= 0;
}

static inline int can_have_signals_sent(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    return fcntl(fd, F_SETOWN, getppid()) == 0;
}

static inline int can_have_rings(void)
{
    char room[120] = { 0 };

    return syscall(SYS_io_uring_setup, 1, room) >= 0;
}

static inline int can_make_memory_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

/* What a destination of records does. */
static inline int can_keep_records(void)
{
    static const char file[] = "/tmp/revos-confine",
                      folder[] = "/tmp/revos-confine-folder",
                      moved[] = "/tmp/revos-confine-folder/x";
    struct flock lock = { .l_type = F_WRLCK };
    int fd = open(file, O_RDWR | O_CREAT, 0600);

    return pwrite(fd, "xy", 2, 0) == 2 && flock(fd, LOCK_EX) == 0 &&
           fcntl(fd, F_SETLK, &lock) == 0 && ftruncate(fd, 1) == 0 &&
           fdatasync(fd) == 0 && mkdir(folder, 0700) == 0 &&
           rename(file, moved) == 0 && unlink(moved) == 0 && rmdir(folder) == 0;
}

/* Code from a file, in memory that can be changed. */
static inline int can_map_code_to_change(void)
{
    int fd = open("/bin/true", O_RDONLY);

    return fd >= 0 && mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                           MAP_PRIVATE, fd, 0) != MAP_FAILED;
}

static inline int can_run_another_program(void)
{
    execl("/bin/false", "false", (char *)NULL);
    return 0;
}

static inline int can_run_on(void)
{
    confine_time(0.05);
    while (getpid() > 0)
        continue;
    return 1;
}

#endif
