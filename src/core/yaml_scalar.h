/* yaml_scalar.h - what an unquoted YAML scalar is, by the rules of PyYAML
 * (YAML 1.1 with its own expressions for numbers). */
#ifndef REVOS_YAML_SCALAR_H
#define REVOS_YAML_SCALAR_H

#include <stddef.h>

#include "core/buf.h"

enum yaml_type {
    YAML_TEXT,
    YAML_NULL,
    YAML_TRUE,
    YAML_FALSE,
    YAML_INTEGER,
    YAML_FLOAT,
    YAML_MERGE /* "<<" */
};

/* The type of an unquoted scalar. Dates are text. */
enum yaml_type yaml_scalar_type(const char *text, size_t len);

/* Append the decimal digits of a scalar of the type YAML_INTEGER. 0, or -1
 * when it is too large (more than 64 bits in another base than ten) or there
 * is no memory. */
int yaml_scalar_integer(const char *text, size_t len, struct buf *out);

/* The value of a scalar of the type YAML_FLOAT. */
double yaml_scalar_float(const char *text, size_t len);

#endif
