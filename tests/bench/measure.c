/* measure.c - what one run of a program costs:
 *
 *     measure OUTPUT COMMAND ARGUMENT...
 *
 * The command's standard output goes to the file OUTPUT; ours is one line:
 * seconds that passed, seconds of processor time (its own and the kernel's, of
 * the command and all it started), and the peak of its memory in kilobytes.
 * Ends with the command's exit status. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    struct rusage usage;
    double begun = now();
    int status = 0;
    pid_t child;

    if (argc < 3)
        return 2;
    child = fork();
    if (child == 0) {
        int file = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0600);

        if (file >= 0 && dup2(file, STDOUT_FILENO) >= 0)
            execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 2;
    printf("%.6f %.6f %ld\n", now() - begun,
           seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
