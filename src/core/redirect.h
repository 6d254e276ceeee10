/* redirect.h - the end of one hop of a transfer, and the next one. */
#ifndef REVOS_REDIRECT_H
#define REVOS_REDIRECT_H

#include "core/transfer.h"

/* libcurl is done with this hop. 1 when a redirect asks for another one, which
 * is prepared; 0 when the transfer is finished.
 *
 * As browsers and Python's requests do: 303 turns every method but HEAD into
 * GET, 302 too, 301 only POST; all three drop the body. 307 and 308 repeat
 * the request. Credentials stay with their origin: scheme, host and port. */
int redirect_hop_done(struct transfer *transfer, CURLcode code);

/* Append "scheme host port " of an address, as libcurl itself reads it. 0; or
 * -1 for an address that is none, or not for HTTP. */
int redirect_origin(const struct curl_library *curl,
                    const char *url,
                    struct buf *out);

#endif
