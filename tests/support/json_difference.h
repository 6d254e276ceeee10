/* json_difference.h - everything that reads JSON, held against each other. */
#ifndef JSON_DIFFERENCE_H
#define JSON_DIFFERENCE_H

#include <stddef.h>

/* Read a text with the reader of events, with the scanner that uses vectors,
 * with the one that goes byte by byte, with the scan of records in one go and
 * in pieces, with shapes of records, and with cJSON where its laxities do not
 * matter. Returns NULL when they agree, else what does not. With `cuts`, each
 * beginning of the text is read, too. */
const char *json_difference(const char *text, size_t len, int cuts);

#endif
