/* json_text.h - what the tokens of the JSON reader mean. */
#ifndef REVOS_JSON_TEXT_H
#define REVOS_JSON_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Write the string between the quotes of a token to `out`, which must hold
 * `len` bytes, escapes undone. The token must have passed the reader. An
 * escaped surrogate without its other half becomes the three bytes it would
 * have as a character; the writer turns them back into the escape. Returns the
 * number of bytes written. */
size_t json_text_unescape(const char *text, size_t len, char *out);

/* The value of an integer token. 0, or -1 when 64 bits cannot hold it. */
int json_text_integer(const char *text, size_t len, int64_t *value);

/* The double nearest to a number token; infinity when it is out of range. Some
 * byte that cannot go on a number must follow the token: a NUL at the end of
 * the text does. */
double json_text_double(const char *text, size_t len);

#endif
