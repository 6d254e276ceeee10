/* interrupt.h - SIGINT, SIGTERM and a closed standard output, as one flag.
 *
 * A signal handler can reach nothing but static data, so this is the one file
 * of core that has some: the first signal that came, and a pipe that wakes
 * whoever polls. */
#ifndef REVOS_INTERRUPT_H
#define REVOS_INTERRUPT_H

/* Note SIGINT and SIGTERM from here on, and ignore SIGPIPE and SIGXFSZ: who
 * writes is told by errno. The second one of a kind ends the process, when it
 * comes more than a tenth of a second after the first. A signal that was
 * ignored stays ignored. */
void interrupt_install(void);

/* Act as if `signal_number` had come. Safe inside a signal handler. */
void interrupt_note(int signal_number);

/* The first signal that came, or 0. */
int interrupt_signal(void);

/* The first signal that came, or 0; from now on it has not come. For those who
 * end well by a signal. */
int interrupt_take(void);

/* A descriptor that is readable once a signal came; -1 before
 * interrupt_install. Never read from it. */
int interrupt_fd(void);

/* Wait. 0 after `seconds`, -1 as soon as a signal has come. */
int interrupt_sleep(double seconds);

#endif
