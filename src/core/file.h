/* file.h - whole files. */
#ifndef REVOS_FILE_H
#define REVOS_FILE_H

#include <stddef.h>
#include <sys/types.h>

#include "core/buf.h"
#include "core/err.h"

enum { FILE_KEEP_MODE = -1 };

struct file_write {
    int mode;      /* permission bits; FILE_KEEP_MODE: those of the file that
                      is replaced, else what the umask leaves of 0666 */
    int exclusive; /* refuse to replace */
};

/* Append the content of `path`, or of standard input for "-", to `out`. More
 * than `max` bytes are ERR_LIMIT, a folder is ERR_INVALID; a signal ends the
 * wait for a pipe, ERR_CANCELLED. 0, or -1. */
int file_read(const char *path, size_t max, struct buf *out, struct err *err);

/* Put `len` bytes into `path`, whole or not at all: into a new file beside it,
 * to the disk, then in its place. A link is followed. 0, or -1. */
int file_write(const char *path,
               const void *data,
               size_t len,
               const struct file_write *how,
               struct err *err);

/* Add to the end of `path`, made with `mode` when it is missing. 0, or -1. */
int file_append(const char *path,
                const void *data,
                size_t len,
                mode_t mode,
                struct err *err);

/* Append at most `len` bytes of `path`, from byte `offset` on, to `out`; fewer
 * only at its end. 0, or -1. */
int file_read_part(const char *path,
                   size_t offset,
                   size_t len,
                   struct buf *out,
                   struct err *err);

/* Put the contents of `parts`, one after the other, into `path`, whole or not
 * at all, as file_write does. 0, or -1. */
int file_join(const char *path,
              const char *const *parts,
              size_t count,
              struct err *err);

/* Wait until a file, or the names in a folder, have reached the disk. 0, or -1.
 */
int file_sync(const char *path, struct err *err);

/* Lock `path`, made when it is missing, against other processes; `shared` with
 * other shared locks. Without `wait` a lock that is held is ERR_BUSY. Returns
 * a descriptor whose close releases the lock, or -1. */
int file_lock(const char *path, int shared, int wait, struct err *err);

#endif
