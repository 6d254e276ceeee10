#include "core/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const names[] = {
    [ERR_NONE] = "none",
    [ERR_NOT_FOUND] = "not_found",
    [ERR_DENIED] = "denied",
    [ERR_EXISTS] = "exists",
    [ERR_CONFLICT] = "conflict",
    [ERR_BUSY] = "busy",
    [ERR_SYNTAX] = "syntax",
    [ERR_INVALID] = "invalid",
    [ERR_LIMIT] = "limit",
    [ERR_TIMEOUT] = "timeout",
    [ERR_NETWORK] = "network",
    [ERR_TLS] = "tls",
    [ERR_CANCELLED] = "cancelled",
    [ERR_USAGE] = "usage",
    [ERR_IO] = "io",
    [ERR_RUNTIME_MISSING] = "runtime_missing",
    [ERR_SCRIPT] = "script",
    [ERR_INTERNAL] = "internal",
};

const char *err_name(enum err_code code)
{
    return names[code];
}

int err_set(struct err *err, enum err_code code, const char *format, ...)
{
    va_list arguments;

    if (err == NULL)
        return -1;
    err->code = code;
    err->line = 0;
    err->column = 0;
    va_start(arguments, format);
    vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return -1;
}

int err_errno(struct err *err, const char *subject, int number)
{
    return err_set(err, err_code_of_errno(number), "%s: %s", subject,
                   strerror(number));
}

enum err_code err_code_of_errno(int number)
{
    switch (number) {
    case ENOENT:
    case ENOTDIR:
        return ERR_NOT_FOUND;
    case EACCES:
    case EPERM:
    case EROFS:
        return ERR_DENIED;
    case EEXIST:
    case ENOTEMPTY:
        return ERR_EXISTS;
    case EAGAIN:
    case EBUSY:
        return ERR_BUSY;
    case ENOMEM:
    case EMFILE:
    case ENFILE:
    case EFBIG:
        return ERR_LIMIT;
    case ETIMEDOUT:
        return ERR_TIMEOUT;
    default:
        return ERR_IO;
    }
}
