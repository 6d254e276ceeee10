/* listen.h - a socket that waits for connections. */
#ifndef REVOS_LISTEN_H
#define REVOS_LISTEN_H

#include "core/err.h"

/* Listen on a numeric address ("127.0.0.1", "::1") and a port; 0 takes a free
 * one. The descriptor goes to *fd, the port to *bound; the caller closes it.
 * 0, or -1: ERR_INVALID for what is no address, ERR_BUSY for a port in use. */
int listen_open(int *fd,
                unsigned *bound,
                const char *address,
                unsigned port,
                struct err *err);

/* Let this process open `count` descriptors, as far as it may. Returns how many
 * it can open now. */
unsigned listen_descriptors(unsigned count);

#endif
