/* http_gate.h - where connections come in, between http_server.c and the
 * socket. Each becomes a guest (http_relay.h); with TLS nothing can be seen
 * from outside, and connections are handed over to libmicrohttpd at once. */
#ifndef REVOS_HTTP_GATE_H
#define REVOS_HTTP_GATE_H

#include <stdint.h>

#include "core/http_exchange.h"

/* Watch a socket that listens; it is the gate's from here on. 0, or -1. */
int http_gate_open(struct http_server *server, int fd, struct err *err);

/* Wait for at most so many milliseconds, and see to those who come in. */
void http_gate_wait(struct http_server *server, int milliseconds);

/* Refuse those who have not said a whole head since `oldest_us`, and cut those
 * who do not take their answer. */
void http_gate_sweep(struct http_server *server, int64_t oldest_us);

/* Let nobody in any more. */
void http_gate_shut(struct http_server *server);

/* Cut everybody who waits and free what is held. Nothing open is fine. */
void http_gate_close(struct http_server *server);

#endif
