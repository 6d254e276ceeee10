#include "core/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int add_name(struct folder_names *all, const char *name)
{
    char **grown;

    /* grows at every power of two */
    if ((all->count & (all->count - 1)) == 0) {
        size_t room = all->count == 0 ? 1 : all->count * 2;

        grown = realloc(all->names, room * sizeof *grown);
        if (grown == NULL)
            return -1;
        all->names = grown;
    }
    all->names[all->count] = strdup(name);
    return all->names[all->count] == NULL ? -1 : (all->count++, 0);
}

/* 0, or -1 with errno. */
static int read_names(DIR *dir, const char *prefix, struct folder_names *all)
{
    size_t len = strlen(prefix);
    const struct dirent *entry;

    while (errno = 0, (entry = readdir(dir)) != NULL)
        if (!is_dots(entry->d_name) &&
            strncmp(entry->d_name, prefix, len) == 0 &&
            add_name(all, entry->d_name) != 0)
            return -1;
    if (errno != 0)
        return -1;
    if (all->count > 0)
        qsort(all->names, all->count, sizeof *all->names, compare);
    return 0;
}

void folder_names_free(void *names)
{
    struct folder_names *all = names;

    if (all == NULL)
        return;
    for (size_t i = 0; i < all->count; i++)
        free(all->names[i]);
    free(all->names);
    free(all);
}

int folder_list(const char *path,
                const char *prefix,
                struct folder_names **out,
                struct err *err)
{
    DIR *dir = opendir(path);
    struct folder_names *all;
    int status;

    if (dir == NULL)
        return err_errno(err, path, errno);
    all = calloc(1, sizeof *all);
    status = all == NULL ? -1 : read_names(dir, prefix, all);
    if (status != 0) {
        err_errno(err, path, errno);
        folder_names_free(all);
    } else {
        *out = all;
    }
    closedir(dir);
    return status;
}

/* Leaves errno as it is: why a folder could not be made is still to be told. */
static int is_folder(const char *path)
{
    struct stat st;
    int kept = errno, answer = stat(path, &st) == 0 && S_ISDIR(st.st_mode);

    errno = kept;
    return answer;
}

/* Make the folders above the last part. `path` is changed and put back. */
static int make_parents(char *path)
{
    for (char *p = path + 1; *p != '\0'; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST && !is_folder(path))
            return -1;
        *p = '/';
    }
    return 0;
}

int folder_make(const char *path, mode_t mode, int parents, struct err *err)
{
    char copy[PATH_MAX];

    if (parents) {
        if (strlen(path) >= sizeof copy)
            return err_errno(err, path, ENAMETOOLONG);
        strcpy(copy, path);
        if (*copy != '\0' && make_parents(copy) != 0)
            return err_errno(err, path, errno);
    }
    if (mkdir(path, mode) == 0)
        return 0;
    if (parents && errno == EEXIST && is_folder(path))
        return 0;
    return err_errno(err, path, errno);
}

static int remove_at(int parent, const char *name);

/* Empty the folder `fd`, which is closed here. 0, or -1 with errno. */
static int empty(int fd)
{
    DIR *dir = fdopendir(fd);
    const struct dirent *entry;
    int saved = 0;

    if (dir == NULL) {
        saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    while (saved == 0 && (errno = 0, (entry = readdir(dir)) != NULL))
        if (!is_dots(entry->d_name) && remove_at(fd, entry->d_name) != 0)
            saved = errno;
    saved = saved == 0 ? errno : saved;
    closedir(dir);
    errno = saved;
    return saved == 0 ? 0 : -1;
}

/* Names are resolved below an open folder, so that nobody can put a link in
 * their way meanwhile. */
static int remove_at(int parent, const char *name)
{
    int fd;

    if (unlinkat(parent, name, 0) == 0)
        return 0;
    if (errno != EISDIR && errno != EPERM)
        return -1;
    fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 || empty(fd) != 0)
        return -1;
    return unlinkat(parent, name, AT_REMOVEDIR);
}

int folder_remove_tree(const char *path, struct err *err)
{
    if (remove_at(AT_FDCWD, path) == 0)
        return 0;
    return err_errno(err, path, errno);
}

const char *folder_kind(mode_t mode)
{
    if (S_ISREG(mode))
        return "file";
    if (S_ISDIR(mode))
        return "directory";
    return S_ISLNK(mode) ? "link" : "other";
}
