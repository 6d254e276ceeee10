#include "core/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/interrupt.h"
#include "core/out.h"

/* Digits after the point as microseconds; moves *text past them. */
static int64_t fraction(const char **text)
{
    int64_t us = 0, unit = 100000;

    if (**text != '.')
        return 0;
    for (++*text; **text >= '0' && **text <= '9'; ++*text, unit /= 10)
        us += (**text - '0') * unit;
    return us;
}

/* "Z", "+02:00" or nothing (UTC), to the end of the text. 0, or -1. */
static int offset(const char *text, int64_t *seconds)
{
    int hours, minutes, used = 0;

    *seconds = 0;
    if (*text == '\0' || strcmp(text, "Z") == 0 || strcmp(text, "z") == 0)
        return 0;
    if ((*text != '+' && *text != '-') ||
        sscanf(text + 1, "%2d:%2d%n", &hours, &minutes, &used) != 2 ||
        text[1 + used] != '\0')
        return -1;
    *seconds = (hours * 60 + minutes) * 60 * (*text == '-' ? -1 : 1);
    return 0;
}

int clock_parse(const char *text, int64_t *us)
{
    struct tm tm = { 0 };
    int used = 0;
    int64_t part, zone;

    if (sscanf(text, "%4d-%2d-%2d%*1[Tt ]%2d:%2d:%2d%n", &tm.tm_year,
               &tm.tm_mon, &tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec,
               &used) != 6)
        return -1;
    text += used;
    part = fraction(&text);
    if (offset(text, &zone) != 0)
        return -1;
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    *us = ((int64_t)timegm(&tm) - zone) * 1000000 + part;
    return 0;
}

int clock_open(struct clock *clock, struct err *err)
{
    const char *now = getenv("REVOS_TEST_NOW");
    const char *speed = getenv("REVOS_TEST_CLOCK");

    *clock = (struct clock){ 0 };
    clock->fast = speed != NULL && strcmp(speed, "fast") == 0;
    if (now == NULL || *now == '\0')
        return 0;
    clock->standing = 1;
    if (clock_parse(now, &clock->now_us) != 0)
        return err_set(err, ERR_INVALID,
                       "REVOS_TEST_NOW: '%s' is not an RFC 3339 time", now);
    return 0;
}

static int64_t read_clock(clockid_t id)
{
    struct timespec now;

    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_now(const struct clock *clock)
{
    if (clock->standing)
        return clock->now_us;
    return read_clock(CLOCK_REALTIME) + clock->skipped_us;
}

int64_t clock_monotonic(const struct clock *clock)
{
    return read_clock(CLOCK_MONOTONIC) + clock->skipped_us;
}

void clock_skip(struct clock *clock, double seconds)
{
    clock->skipped_us += (int64_t)(seconds * 1e6);
}

int clock_record(struct clock *clock, double seconds, struct err *err)
{
    const char *path = getenv("REVOS_TEST_SLEEPS");
    char line[64];
    int fd, len, status;

    clock_skip(clock, seconds);
    if (path == NULL || *path == '\0')
        return 0;
    fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0)
        return err_errno(err, path, errno);
    len = snprintf(line, sizeof line, "{\"sleep\": %.15g}\n", seconds);
    status = out_all(fd, line, (size_t)len);
    if (status != 0)
        err_errno(err, path, errno);
    close(fd);
    return status;
}

int clock_sleep(struct clock *clock, double seconds, struct err *err)
{
    if (interrupt_signal() == 0) {
        if (!(seconds > 0))
            return 0;
        if (clock->fast)
            return clock_record(clock, seconds, err);
        if (interrupt_sleep(seconds) == 0)
            return 0;
    }
    return err_set(err, ERR_CANCELLED, "sleep: interrupted");
}
