/* run_lua.c - run a Lua file inside the VM of revos, with its primitives.
 *
 *     run_lua FILE ARGUMENT...
 *
 * The file gets a table of the arguments in `...` and returns the exit
 * status. */
#include <stdio.h>

#include "host/host.h"

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: run_lua FILE ARGUMENT...\n", stderr);
        return 2;
    }
    return host_run_file(argc - 1, argv + 1, argv[1]);
}
