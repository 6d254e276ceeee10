/* yaml_writer.h - YAML text for one scalar. */
#ifndef REVOS_YAML_WRITER_H
#define REVOS_YAML_WRITER_H

#include <stddef.h>

#include "core/buf.h"

/* Append a text: plain, in quotes, or as a block of lines, each with `indent`
 * spaces before it. Whatever is chosen reads back as the same text. 0, or -1
 * without memory. */
int yaml_write_text(struct buf *out, const char *text, size_t len, int indent);

/* Append a text as a key: never a block. 0, or -1 without memory. */
int yaml_write_key(struct buf *out, const char *text, size_t len);

/* Append a number that reads back as a float. 0, or -1 without memory. */
int yaml_write_float(struct buf *out, double value);

#endif
