/* scan_pieces.h - the scan of records that come in pieces. */
#ifndef SCAN_PIECES_H
#define SCAN_PIECES_H

#include <stddef.h>

#include "core/record_page.h"

/* Scan a text in one go and once more in pieces, which end where `cuts` say (in
 * order). Each piece comes with those before it in memory of its own, which
 * ends where the piece does. Returns NULL when both find the same, else what
 * they do not. */
const char *scan_pieces_difference(const char *text,
                                   size_t len,
                                   const struct record_query *query,
                                   const size_t *cuts,
                                   size_t cut_count);

/* The same in pieces of `size` bytes. */
const char *scan_pieces_equal_difference(const char *text,
                                         size_t len,
                                         const struct record_query *query,
                                         size_t size);

#endif
