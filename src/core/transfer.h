/* transfer.h - one request on its way, with the redirects it meets.
 *
 * http.h moves transfers along; this is what one of them is made of. */
#ifndef REVOS_TRANSFER_H
#define REVOS_TRANSFER_H

#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/content.h"
#include "core/err.h"
#include "core/outline.h"
#include "core/record_scan.h"
#include "core/spare.h"

enum { TRANSFER_MAX_REDIRECTS = 30 };

struct http;

struct transfer {
    struct http *http; /* NULL once it is finished or cancelled */
    struct transfer *next, *previous;
    struct curl_library *curl;
    CURL *easy;              /* NULL once it is finished */
    struct outline *outline; /* of this hop */
    struct buf url;
    struct buf sent; /* the body of the request */
    int has_body;
    const struct record_query *query; /* the caller's, which must outlive it:
                                         what is looked for in the body as it
                                         arrives; NULL: nothing */
    struct spare *spare; /* the caller's: where the body's memory may be from;
                            NULL: anywhere */
    int64_t last_us;     /* CLOCK_MONOTONIC, when something was last heard */
    char reason[CURL_ERROR_SIZE];
    int too_large;
    int is_broken;   /* the body, in its coding */
    int has_content; /* `content` belongs to this hop's body */
    struct content content;
    /* the answer */
    int finished;
    struct err err; /* ERR_NONE: there is an answer */
    long status;
    char phrase[64]; /* after the status in its line, cut; "" for none */
    int redirects;
    struct buf lines; /* of the header, "Name: value\n" each */
    int sets_cookies; /* one of them is a Set-Cookie */
    struct buf body;
    struct record_scan *scan; /* of the body; NULL while that is short */
};

/* Make a transfer that is not on its way yet, from an outline that it holds.
 * `body`: NULL for none. 0; or -1: ERR_INVALID for an address that is none of
 * http or https. */
int transfer_new(struct transfer **out,
                 struct outline *outline,
                 const char *url,
                 const char *body,
                 size_t body_len,
                 struct err *err);

/* Free it. It must not be on its way. NULL is fine. */
void transfer_free(struct transfer *transfer);

/* Set up the easy handle for the address and the body that the transfer now
 * has. 0, or -1. */
int transfer_prepare(struct transfer *transfer, struct err *err);

/* Finish it with an error whose reason is given. */
void transfer_fail(struct transfer *transfer,
                   enum err_code code,
                   const char *reason);

#endif
