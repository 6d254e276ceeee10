#include "core/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#define SAME_SIGNAL 0.1 /* seconds */

static volatile sig_atomic_t first_signal;
static int wake[2] = { -1, -1 };

void interrupt_note(int signal_number)
{
    int saved = errno;

    if (first_signal == 0)
        first_signal = signal_number;
    if (wake[1] >= 0 && write(wake[1], "", 1) < 0)
        errno = saved; /* the pipe is full: it is readable, which is enough */
    errno = saved;
}

static double monotonic(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The first signal of a kind is noted, the second one ends the process. Those
 * who stop a program often signal it and then its group (timeout(1) does): what
 * comes again at once is the same signal. */
static void on_signal(int signal_number)
{
    static double came[NSIG];
    double now = monotonic();

    if (came[signal_number] == 0) {
        came[signal_number] = now;
        interrupt_note(signal_number);
    } else if (now - came[signal_number] > SAME_SIGNAL) {
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    }
}

static void install(int signal_number)
{
    struct sigaction action = { .sa_handler = on_signal };
    struct sigaction old;

    sigemptyset(&action.sa_mask);
    if (sigaction(signal_number, NULL, &old) == 0 && old.sa_handler == SIG_IGN)
        return;
    sigaction(signal_number, &action, NULL);
}

void interrupt_install(void)
{
    if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0)
        wake[0] = wake[1] = -1;
    install(SIGINT);
    install(SIGTERM);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

int interrupt_signal(void)
{
    return (int)first_signal;
}

int interrupt_take(void)
{
    int taken = (int)first_signal;
    char ignored[16];

    first_signal = 0;
    while (wake[0] >= 0 && read(wake[0], ignored, sizeof ignored) > 0)
        continue;
    return taken;
}

int interrupt_fd(void)
{
    return wake[0];
}

int interrupt_sleep(double seconds)
{
    double end = monotonic() + seconds, left = seconds;

    while (first_signal == 0 && left > 0) {
        struct pollfd fd = { .fd = wake[0], .events = POLLIN };
        double part = left > 3600 ? 3600 : left;
        struct timespec limit = { .tv_sec = (time_t)part };

        limit.tv_nsec = (long)((part - (double)limit.tv_sec) * 1e9);
        ppoll(&fd, 1, &limit, NULL);
        left = end - monotonic();
    }
    return first_signal == 0 ? 0 : -1;
}
