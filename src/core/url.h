/* url.h - the text of addresses. */
#ifndef REVOS_URL_H
#define REVOS_URL_H

#include <stddef.h>

#include "core/buf.h"

/* Append `text` for a query or a form: letters, digits and "_.-~" as they are,
 * a space as "+", all other bytes as %XX. 0, or -1 without memory. */
int url_quote_plus(struct buf *out, const char *text, size_t len);

/* Append the first value of the name in a query that is not empty, both
 * decoded: "+" is a space. 1, 0 when there is none, -1 without memory. */
int url_query_value(struct buf *out,
                    const char *query,
                    size_t len,
                    const char *name,
                    size_t name_len);

/* Append `url` as it may be sent: after the host, bytes that an address cannot
 * hold (spaces, UTF-8) become %XX, and escapes of letters, digits and "_.-~"
 * are undone. When some "%" begins no escape, every "%" becomes "%25".
 * 0, or -1 without memory. */
int url_requote(struct buf *out, const char *url);

/* Whether `url` is one of http or https that is sent as it stands, but for a
 * query to be added: a host in lower case, a path without segments of dots,
 * perhaps a query that is not empty, no user, no fragment, escapes in capitals,
 * nothing that url_requote would change.
 * `has_query` is set when it is. */
int url_is_ready(const char *url, size_t len, int *has_query);

/* Append `url` as it may be shown: without "user:password@", query and
 * fragment. 0, or -1 without memory. */
int url_shown(struct buf *out, const char *url);

#endif
