/* err.h - why something could not be done.
 *
 * Functions of core return 0, or -1 with the reason in their last parameter, a
 * struct err that the caller owns. `err_set` and `err_errno` return -1 so that
 * a failing function can end in `return err_set(...)`. */
#ifndef REVOS_ERR_H
#define REVOS_ERR_H

/* The closed list of codes that scripts may test. err_name gives their words.
 */
enum err_code {
    ERR_NONE,
    ERR_NOT_FOUND,
    ERR_DENIED,
    ERR_EXISTS,
    ERR_CONFLICT,
    ERR_BUSY,
    ERR_SYNTAX,
    ERR_INVALID,
    ERR_LIMIT,
    ERR_TIMEOUT,
    ERR_NETWORK,
    ERR_TLS,
    ERR_CANCELLED,
    ERR_USAGE,
    ERR_IO,
    ERR_RUNTIME_MISSING,
    ERR_SCRIPT,
    ERR_INTERNAL
};

struct err {
    enum err_code code;
    unsigned line;   /* 1 is the first; 0 when there is none */
    unsigned column; /* in bytes, 1 is the first; 0 when there is none */
    char message[512];
};

/* Fill `err` (line and column become 0) with a printf-style message, cut at
 * the size of the buffer. `err` may be NULL. Returns -1. */
int err_set(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Like err_set for an errno value: "subject: reason", and the code that fits.
 */
int err_errno(struct err *err, const char *subject, int number);

/* The word that scripts see for a code, such as "not_found". */
const char *err_name(enum err_code code);

/* The code that fits an errno value; ERR_IO when none is better. */
enum err_code err_code_of_errno(int number);

#endif
