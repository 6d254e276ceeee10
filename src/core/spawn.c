#include "core/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/interrupt.h"
#include "core/spawn_child.h"

enum { CHUNK = 64 * 1024, GRACE_MS = 2000, HELPER_GRACE_MS = 10000 };

static int64_t now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* The file that a name without a slash means. 0, or -1 with errno. */
static int find_program(const char *name, char path[PATH_MAX])
{
    const char *folders = getenv("PATH");

    if (strchr(name, '/') != NULL || folders == NULL)
        return snprintf(path, PATH_MAX, "%s", name) < PATH_MAX ? 0 : -1;
    errno = ENOENT;
    while (*folders != '\0') {
        int len = (int)strcspn(folders, ":");

        if (len > 0 &&
            snprintf(path, PATH_MAX, "%.*s/%s", len, folders, name) <
                PATH_MAX &&
            access(path, X_OK) == 0)
            return 0;
        folders += len + (folders[len] == ':');
    }
    errno = ENOENT;
    return -1;
}

/* A pipe whose ends are above the standard descriptors. 0, or -1. */
static int open_pipe(int ends[2])
{
    int raw[2];

    ends[0] = ends[1] = -1;
    if (pipe2(raw, O_CLOEXEC) != 0)
        return -1;
    ends[0] = fcntl(raw[0], F_DUPFD_CLOEXEC, 3);
    ends[1] = fcntl(raw[1], F_DUPFD_CLOEXEC, 3);
    close(raw[0]);
    close(raw[1]);
    return ends[0] < 0 || ends[1] < 0 ? -1 : 0;
}

/* Pipes for the three streams and the report; the child's ends in `theirs`. */
struct ends {
    int ours[3], theirs[3];
    int report[2];
};

static int open_streams(struct ends *ends, int keep_output)
{
    for (int i = 0; i < 3; i++) {
        int both[2], status;

        if (i == 1 && keep_output)
            continue;
        status = open_pipe(both);

        ends->ours[i] = both[i == 0 ? 1 : 0];
        ends->theirs[i] = both[i == 0 ? 0 : 1];
        if (status != 0)
            return -1;
        fcntl(ends->ours[i], F_SETFL, O_NONBLOCK);
    }
    return 0;
}

static void close_ends(struct ends *ends)
{
    for (int i = 0; i < 3; i++) {
        close_fd(&ends->ours[i]);
        close_fd(&ends->theirs[i]);
    }
    close_fd(&ends->report[0]);
    close_fd(&ends->report[1]);
}

/* Fork and wait for the exec. 0, or the errno that prevented it. */
static int launch(struct spawn *child, struct ends *ends, const char *path)
{
    struct spawn_plan plan = { &child->request, path,
                               ends->theirs[0], ends->theirs[1],
                               ends->theirs[2], ends->report[1],
                               getpid() };
    int number = 0;
    pid_t pid = fork();

    if (pid < 0)
        return errno;
    if (pid == 0)
        spawn_child(&plan);
    child->pid = pid;
    close_fd(&ends->report[1]);
    while (read(ends->report[0], &number, sizeof number) < 0 && errno == EINTR)
        continue;
    return number;
}

static void take_ends(struct spawn *child, struct ends *ends)
{
    child->in = ends->ours[0];
    child->out_fd = ends->ours[1];
    child->err_fd = ends->ours[2];
    ends->ours[0] = ends->ours[1] = ends->ours[2] = -1;
    close_ends(ends);
}

int spawn_start(struct spawn *child,
                const struct spawn_request *request,
                struct err *err)
{
    struct ends ends = { { -1, -1, -1 }, { -1, -1, -1 }, { -1, -1 } };
    char path[PATH_MAX];
    int number = 0;

    *child = (struct spawn){ .request = *request };
    child->pid_fd = child->in = child->out_fd = child->err_fd = -1;
    child->end_us = request->timeout > 0
                        ? now_us() + (int64_t)(request->timeout * 1e6)
                        : INT64_MAX;
    if (find_program(request->argv[0], path) != 0 ||
        open_pipe(ends.report) != 0 ||
        (!request->inherit && open_streams(&ends, request->keep_output) != 0))
        number = errno;
    else
        number = launch(child, &ends, path);
    if (number != 0) {
        close_ends(&ends);
        spawn_end(child);
        return err_errno(err, request->argv[0], number);
    }
    take_ends(child, &ends);
    child->pid_fd = (int)syscall(SYS_pidfd_open, child->pid, 0);
    if (child->pid_fd >= 0)
        fcntl(child->pid_fd, F_SETFD, FD_CLOEXEC);
    if (request->input == NULL)
        close_fd(&child->in);
    return 0;
}

/* Give it more of its input. A child that does not want it is no failure. */
static void feed(struct spawn *child)
{
    size_t left = child->request.input_len - child->fed;
    ssize_t done =
        left == 0 ? 0
                  : write(child->in, child->request.input + child->fed, left);

    if (done > 0)
        child->fed += (size_t)done;
    if (child->fed == child->request.input_len ||
        (done < 0 && errno != EAGAIN && errno != EINTR))
        close_fd(&child->in);
}

/* Read what there is, closing the descriptor at its end. 0, or -1. */
static int drain(struct spawn *child, int *fd, struct buf *to, struct err *err)
{
    size_t max = child->request.max_output;
    ssize_t got = 1;

    while (*fd >= 0 && got > 0) {
        if (buf_reserve(to, CHUNK) != 0)
            return err_set(err, ERR_LIMIT, "output: not enough memory");
        got = read(*fd, to->data + to->len, CHUNK);
        to->len += got > 0 ? (size_t)got : 0;
        to->data[to->len] = '\0';
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
            close_fd(fd);
        if (max > 0 && to->len > max)
            return err_set(err, ERR_LIMIT, "%s: more than %zu bytes of output",
                           child->request.argv[0], max);
        if (got > 0 && (size_t)got < CHUNK)
            break;
    }
    return 0;
}

static void note_status(struct spawn *child, int status)
{
    child->pid = 0;
    child->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    child->status =
        WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* 1 when the child has ended by now. */
static int has_ended(struct spawn *child)
{
    int status;

    if (child->pid != 0 && waitpid(child->pid, &status, WNOHANG) == child->pid)
        note_status(child, status);
    return child->pid == 0;
}

static int wait_time(const struct spawn *child)
{
    int64_t ms = (child->end_us - now_us()) / 1000 + 1;
    int most = child->pid_fd >= 0 ? 60000 : 20;

    return ms < 0 ? 0 : (ms > most ? most : (int)ms);
}

/* 1, or -1 when the time of the child is over. */
static int check_time(const struct spawn *child, struct err *err)
{
    if (now_us() < child->end_us)
        return 1;
    return err_set(err, ERR_TIMEOUT, "%s: not done after %g seconds",
                   child->request.argv[0], child->request.timeout);
}

/* What there is to see to within `patience` milliseconds. 1, 0 or -1, as
 * spawn_step; time that is over is not looked at. */
static int see_to(struct spawn *child, int patience, struct err *err)
{
    struct pollfd fds[] = {
        { .fd = child->in, .events = POLLOUT },
        { .fd = child->out_fd, .events = POLLIN },
        { .fd = child->err_fd, .events = POLLIN },
        { .fd = child->pid_fd, .events = POLLIN },
        { .fd = interrupt_fd(), .events = POLLIN },
    };
    int ended;

    poll(fds, 5, patience);
    ended = has_ended(child);
    if (child->in >= 0 && fds[0].revents != 0)
        feed(child);
    if (drain(child, &child->out_fd, &child->out, err) != 0 ||
        drain(child, &child->err_fd, &child->err, err) != 0)
        return -1;
    if (!ended)
        return 1;
    /* whoever the child left behind may hold the pipes: take what is there */
    while (child->out_fd >= 0 || child->err_fd >= 0) {
        size_t before = child->out.len + child->err.len;

        if (drain(child, &child->out_fd, &child->out, err) != 0 ||
            drain(child, &child->err_fd, &child->err, err) != 0)
            return -1;
        if (child->out.len + child->err.len == before)
            break;
    }
    return 0;
}

int spawn_step(struct spawn *child, struct err *err)
{
    int more = see_to(child, wait_time(child), err);

    if (more == 1 && interrupt_signal() != 0)
        return err_set(err, ERR_CANCELLED, "%s: interrupted",
                       child->request.argv[0]);
    return more == 1 ? check_time(child, err) : more;
}

int spawn_look(struct spawn *child, struct err *err)
{
    int more = see_to(child, 0, err);

    return more == 1 ? check_time(child, err) : more;
}

void spawn_signal(const struct spawn *child, int signal_number)
{
    int is_leader = !child->request.inherit && !child->request.helper;

    if (child->pid > 0)
        kill(is_leader ? -child->pid : child->pid, signal_number);
}

/* Ask first; the impatient way after a while. */
static void stop(struct spawn *child)
{
    struct pollfd fd = { .fd = child->pid_fd, .events = POLLIN };
    int grace = child->request.helper ? HELPER_GRACE_MS : GRACE_MS, status;

    spawn_signal(child, SIGTERM);
    poll(&fd, 1, child->pid_fd >= 0 ? grace : 50);
    if (!has_ended(child)) {
        spawn_signal(child, SIGKILL);
        while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
            continue;
        note_status(child, status);
    }
}

void spawn_end(struct spawn *child)
{
    if (child->pid > 0)
        stop(child);
    close_fd(&child->pid_fd);
    close_fd(&child->in);
    close_fd(&child->out_fd);
    close_fd(&child->err_fd);
    buf_free(&child->out);
    buf_free(&child->err);
}
