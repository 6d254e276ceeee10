/* json_scan.h - the inner loop of the JSON reader: how far a string goes on
 * with bytes that need no look. */
#ifndef REVOS_JSON_SCAN_H
#define REVOS_JSON_SCAN_H

/* The first byte from `p` on that is a quote, a backslash, a control character
 * or not ASCII; `end` when there is none. */
const char *json_scan_plain(const char *p, const char *end);

/* The same, a byte at a time: what the other is tested against. */
const char *json_scan_plain_bytes(const char *p, const char *end);

#endif
