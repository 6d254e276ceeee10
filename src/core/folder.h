/* folder.h - folders and what is in them. */
#ifndef REVOS_FOLDER_H
#define REVOS_FOLDER_H

#include <stddef.h>
#include <sys/stat.h>

#include "core/err.h"

struct folder_names {
    char **names; /* sorted by their bytes, without "." and ".." */
    size_t count;
};

/* The names in `path` that begin with `prefix`, to be freed with
 * folder_names_free. 0, or -1. */
int folder_list(const char *path,
                const char *prefix,
                struct folder_names **out,
                struct err *err);

/* Free what folder_list gave; NULL is fine. */
void folder_names_free(void *names);

/* Make a folder; with `parents` also those above it, and one that is there is
 * fine then. 0, or -1. */
int folder_make(const char *path, mode_t mode, int parents, struct err *err);

/* Remove a file, or a folder with all that is in it. Links are removed, never
 * followed. A path that is missing is ERR_NOT_FOUND. 0, or -1. */
int folder_remove_tree(const char *path, struct err *err);

/* "file", "directory", "link" or "other" for the type bits of a mode. */
const char *folder_kind(mode_t mode);

#endif
