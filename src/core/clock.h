/* clock.h - what time it is, and waiting.
 *
 * Three variables of the environment make time a test's own:
 * REVOS_TEST_NOW (RFC 3339) makes the clock of the day stand still,
 * REVOS_TEST_CLOCK=fast leaves out every sleep, and each sleep left out is a
 * line {"sleep": SECONDS} at the end of the file REVOS_TEST_SLEEPS. */
#ifndef REVOS_CLOCK_H
#define REVOS_CLOCK_H

#include <stdint.h>

#include "core/err.h"

struct clock {
    int standing;
    int fast;
    int64_t now_us;     /* where it stands */
    int64_t skipped_us; /* sleeps left out so far */
};

/* Read the environment. 0, or -1 when REVOS_TEST_NOW is no time. */
int clock_open(struct clock *clock, struct err *err);

/* Microseconds since 1970 in UTC. A fast clock that does not stand moves on by
 * what was not slept. */
int64_t clock_now(const struct clock *clock);

/* Microseconds of a clock that nobody sets; sleeps left out count. */
int64_t clock_monotonic(const struct clock *clock);

/* Sleep, or note the sleep when the clock is fast. 0, or -1: interrupted by a
 * signal (ERR_CANCELLED), or the file of sleeps cannot be written. */
int clock_sleep(struct clock *clock, double seconds, struct err *err);

/* Only note a sleep: for those who wait in another way. As clock_sleep. */
int clock_record(struct clock *clock, double seconds, struct err *err);

/* Let a fast clock move on by seconds that nobody needs to be told of. */
void clock_skip(struct clock *clock, double seconds);

/* "2024-05-06T07:08:09.5Z" or with an offset, into microseconds. 0, or -1. */
int clock_parse(const char *text, int64_t *us);

#endif
