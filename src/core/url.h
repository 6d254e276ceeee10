/* url.h - the text of addresses. */
#ifndef REVOS_URL_H
#define REVOS_URL_H

#include <stddef.h>

#include "core/buf.h"

/* Append `text` for a query or a form: letters, digits and "_.-~" as they are,
 * a space as "+", all other bytes as %XX. 0, or -1 without memory. */
int url_quote_plus(struct buf *out, const char *text, size_t len);

/* Append `url` as it may be sent: after the host, bytes that an address cannot
 * hold (spaces, UTF-8) become %XX, and escapes of letters, digits and "_.-~"
 * are undone. When some "%" begins no escape, every "%" becomes "%25".
 * 0, or -1 without memory. */
int url_requote(struct buf *out, const char *url);

/* Append `url` as it may be shown: without "user:password@", query and
 * fragment. 0, or -1 without memory. */
int url_shown(struct buf *out, const char *url);

#endif
