#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/interrupt.h"
#include "core/out.h"

enum { FILE_CHUNK = 64 * 1024 };

/* Make room for what a regular file still holds, and one byte to see its end.
 */
static size_t chunk_size(int fd)
{
    struct stat st;

    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
        st.st_size < SSIZE_MAX)
        return (size_t)st.st_size + 1;
    return FILE_CHUNK;
}

/* A wait for whoever writes to a pipe ends with a signal. */
static int stopped(struct err *err, const char *path)
{
    return err_set(err, ERR_CANCELLED, "%s: interrupted", path);
}

static int
read_all(int fd, const char *path, size_t max, struct buf *out, struct err *err)
{
    size_t start = out->len, chunk = chunk_size(fd);
    ssize_t got;

    if (chunk > max)
        chunk = max < SSIZE_MAX ? max + 1 : FILE_CHUNK;
    do {
        if (buf_reserve(out, chunk) != 0)
            return err_errno(err, path, ENOMEM);
        got = read(fd, out->data + out->len, out->cap - out->len - 1);
        if (got > 0)
            out->len += (size_t)got;
        out->data[out->len] = '\0';
        if (out->len - start > max)
            return err_set(err, ERR_LIMIT, "%s: larger than %zu bytes", path,
                           max);
        chunk = 1; /* what is there is filled before it grows */
    } while (got > 0 || (got < 0 && errno == EINTR && interrupt_signal() == 0));
    if (got < 0 && errno == EINTR)
        return stopped(err, path);
    return got == 0 ? 0 : err_errno(err, path, errno);
}

/* Nobody is waited for any more once a signal has come. */
static int would_wait(const char *path)
{
    struct stat st;

    return interrupt_signal() != 0 && stat(path, &st) == 0 &&
           S_ISFIFO(st.st_mode);
}

int file_read(const char *path, size_t max, struct buf *out, struct err *err)
{
    int fd, status;

    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, "standard input", max, out, err);
    if (would_wait(path))
        return stopped(err, path);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == EINTR ? stopped(err, path)
                              : err_errno(err, path, errno);
    status = read_all(fd, path, max, out, err);
    close(fd);
    return status;
}

/* The file that a write to `path` means: the target of a link. 0, or -1. */
static int resolve(const char *path, char target[PATH_MAX], struct err *err)
{
    struct stat st;

    if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
        return realpath(path, target) != NULL ? 0 : err_errno(err, path, errno);
    if (strlen(path) >= PATH_MAX)
        return err_errno(err, path, ENAMETOOLONG);
    strcpy(target, path);
    return 0;
}

/* `target` with another last part, in the same folder: ".<name>.XXXXXX". */
static int temporary_name(const char *target, char name[PATH_MAX])
{
    const char *slash = strrchr(target, '/');
    const char *last = slash == NULL ? target : slash + 1;
    int len = snprintf(name, PATH_MAX, "%.*s.%.200s.XXXXXX",
                       (int)(last - target), target, last);

    if (len < PATH_MAX)
        return 0;
    errno = ENAMETOOLONG;
    return -1;
}

static mode_t mode_for(const char *target, int mode)
{
    struct stat st;
    mode_t mask;

    if (mode != FILE_KEEP_MODE)
        return (mode_t)mode & 07777;
    if (stat(target, &st) == 0)
        return st.st_mode & 07777;
    mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* Set the mode, reach the disk, close. 0, or -1 with errno; `status` is that
 * of what was written. */
static int finish(int fd, int status, mode_t mode)
{
    int saved;

    if (status == 0 && fchmod(fd, mode) == 0 && fsync(fd) == 0)
        return close(fd);
    saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

/* The new name itself must reach the disk as well. A file system that cannot
 * sync a folder is none of the caller's concern. */
static void sync_folder(const char *target)
{
    const char *slash = strrchr(target, '/');
    char folder[PATH_MAX];
    int fd;

    snprintf(folder, sizeof folder, "%.*s",
             slash == NULL ? 1 : (int)(slash - target) + 1,
             slash == NULL ? "." : target);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

static int
put_in_place(const char *temporary, const char *target, int exclusive)
{
    if (!exclusive)
        return rename(temporary, target);
    if (link(temporary, target) != 0)
        return -1;
    return unlink(temporary);
}

/* What a write to `path` goes into: a new file beside it, its name in
 * `temporary`, the file to replace in `target`. A descriptor, or -1. */
static int begin(const char *path,
                 char target[PATH_MAX],
                 char temporary[PATH_MAX],
                 struct err *err)
{
    int fd;

    if (resolve(path, target, err) != 0)
        return -1;
    if (temporary_name(target, temporary) != 0 ||
        (fd = mkostemp(temporary, O_CLOEXEC)) < 0)
        return err_errno(err, path, errno);
    return fd;
}

/* The end of begin(), with the status of what was written. 0, or -1. */
static int settle(const char *path,
                  const char *target,
                  const char *temporary,
                  int exclusive,
                  int status,
                  struct err *err)
{
    int saved;

    if (status == 0 && put_in_place(temporary, target, exclusive) == 0) {
        sync_folder(target);
        return 0;
    }
    saved = errno;
    unlink(temporary);
    return err_errno(err, path, saved);
}

int file_write(const char *path,
               const void *data,
               size_t len,
               const struct file_write *how,
               struct err *err)
{
    char target[PATH_MAX], temporary[PATH_MAX];
    int fd = begin(path, target, temporary, err);
    int status;

    if (fd < 0)
        return -1;
    status = finish(fd, out_all(fd, data, len), mode_for(target, how->mode));
    return settle(path, target, temporary, how->exclusive, status, err);
}

/* All of `path` to the end of `fd`. 0, or -1 with errno. */
static int copy(int fd, const char *path)
{
    int from = open(path, O_RDONLY | O_CLOEXEC);
    char chunk[FILE_CHUNK];
    ssize_t got;
    int saved;

    if (from < 0)
        return -1;
    do
        got = read(from, chunk, sizeof chunk);
    while ((got > 0 && out_all(fd, chunk, (size_t)got) == 0) ||
           (got < 0 && errno == EINTR));
    saved = errno;
    close(from);
    errno = saved;
    return got == 0 ? 0 : -1;
}

int file_join(const char *path,
              const char *const *parts,
              size_t count,
              struct err *err)
{
    char target[PATH_MAX], temporary[PATH_MAX];
    int fd = begin(path, target, temporary, err);
    int status = 0;

    if (fd < 0)
        return -1;
    for (size_t i = 0; i < count && status == 0; i++)
        status = copy(fd, parts[i]);
    status = finish(fd, status, mode_for(target, FILE_KEEP_MODE));
    return settle(path, target, temporary, 0, status, err);
}

int file_read_part(const char *path,
                   size_t offset,
                   size_t len,
                   struct buf *out,
                   struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t start = out->len;
    ssize_t got = -1;

    if (fd < 0)
        return err_errno(err, path, errno);
    if (buf_reserve(out, len) == 0)
        do {
            got = pread(fd, out->data + out->len, len - (out->len - start),
                        (off_t)(offset + (out->len - start)));
            out->len += got > 0 ? (size_t)got : 0;
        } while ((got > 0 && out->len - start < len) ||
                 (got < 0 && errno == EINTR));
    if (got < 0)
        err_errno(err, path, errno);
    close(fd);
    return got < 0 ? -1 : 0;
}

int file_append(const char *path,
                const void *data,
                size_t len,
                mode_t mode,
                struct err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode);
    int status = fd < 0 ? -1 : out_all(fd, data, len);

    if (status != 0)
        err_errno(err, path, errno);
    if (fd >= 0 && close(fd) != 0 && status == 0)
        return err_errno(err, path, errno);
    return status;
}

int file_sync(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int status = fd < 0 ? -1 : fsync(fd);

    if (status != 0)
        err_errno(err, path, errno);
    if (fd >= 0)
        close(fd);
    return status;
}

int file_lock(const char *path, int shared, int wait, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int how = (shared ? LOCK_SH : LOCK_EX) | (wait ? 0 : LOCK_NB);
    int status;

    if (fd < 0)
        return err_errno(err, path, errno);
    do
        status = flock(fd, how);
    while (status != 0 && errno == EINTR && wait);
    if (status == 0)
        return fd;
    if (errno == EWOULDBLOCK)
        err_set(err, ERR_BUSY, "%s: locked by another process", path);
    else
        err_errno(err, path, errno);
    close(fd);
    return -1;
}
