/* host.h - the program: one VM, one protected call, one exit status. */
#ifndef REVOS_HOST_H
#define REVOS_HOST_H

/* Run the command line. Returns the exit status of the process: what cli.main
 * answers, or 70 when revos itself is at fault. */
int host_run(int argc, char **argv);

/* The same with a Lua file in the place of cli.main: a chunk that takes the
 * arguments in `...` and returns the exit status. For test programs. */
int host_run_file(int argc, char **argv, const char *file);

#endif
