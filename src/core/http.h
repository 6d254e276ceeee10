/* http.h - requests that are on their way at the same time.
 *
 * A struct http is one pool of connections. Transfers are started, http_wait
 * moves all of them along, http_next gives those that are finished. Nothing
 * here blocks but http_wait, and that only as long as it is told to. */
#ifndef REVOS_HTTP_H
#define REVOS_HTTP_H

#include "core/curl_library.h"
#include "core/err.h"
#include "core/transfer.h"

struct http {
    struct curl_library curl;
    CURLM *multi;
    struct transfer *running; /* a list */
    struct transfer *finished, **finished_end;
};

/* Open libcurl and an empty pool. 0, or -1. */
int http_open(struct http **out, struct err *err);

/* Close the pool; transfers that run become cancelled. NULL is fine. */
void http_close(struct http *http);

/* Put a transfer of transfer_new on its way. 0, or -1. */
int http_start(struct http *http, struct transfer *transfer, struct err *err);

/* Wait until a transfer is finished, at most `seconds` (below 0: without a
 * limit, but not when nothing runs). 0; or -1 as soon as a signal came
 * (ERR_CANCELLED), or when libcurl fails. */
int http_wait(struct http *http, double seconds, struct err *err);

/* A finished transfer that was not given yet, or NULL. */
struct transfer *http_next(struct http *http);

/* Stop a transfer: it is finished with ERR_CANCELLED and http_next will not
 * give it. Nothing happens to one that is finished. */
void http_cancel(struct transfer *transfer);

#endif
