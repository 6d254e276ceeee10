#include "core/yaml_writer.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "core/json_writer.h"
#include "core/utf8.h"
#include "core/yaml_scalar.h"

/* What YAML calls printable and not a line break, beside ASCII: the rest goes
 * into double quotes with escapes. */
static bool is_printable(unsigned long point)
{
    if (point < 0x80)
        return point >= 0x20 && point != 0x7f;
    if (point < 0xa0 || point == 0x2028 || point == 0x2029)
        return false;
    return point != 0xfeff && point < 0xfffe;
}

static bool all_printable(const char *text, size_t len, bool lines)
{
    const char *p = text, *end = text + len;

    while (p < end) {
        size_t n = utf8_length(p, end);

        if (n == 0)
            return false;
        if (!(lines && *p == '\n') && !is_printable(utf8_decode(p, n)))
            return false;
        p += n;
    }
    return true;
}

/* Whether a text needs no quotes: it looks like nothing else, and none of its
 * bytes means something to YAML where it stands. */
static bool is_plain(const char *text, size_t len)
{
    static const char indicators[] = "-?:,[]{}#&*!|>'\"%@`=";

    if (len == 0 || yaml_scalar_type(text, len) != YAML_TEXT)
        return false;
    if (text[0] == ' ' || text[len - 1] == ' ' || text[len - 1] == ':')
        return false;
    if (strchr(indicators, text[0]) != NULL)
        return false;
    if (len >= 3 && memcmp(text, "...", 3) == 0)
        return false;
    for (size_t i = 1; i < len; i++)
        if ((text[i] == '#' && text[i - 1] == ' ') ||
            (text[i] == ' ' && text[i - 1] == ':'))
            return false;
    return all_printable(text, len, false);
}

static int write_single(struct buf *out, const char *text, size_t len)
{
    int status = buf_putc(out, '\'');

    for (size_t i = 0; i < len && status == 0; i++) {
        if (text[i] == '\'')
            status = buf_putc(out, '\'');
        if (status == 0)
            status = buf_putc(out, text[i]);
    }
    return status != 0 ? status : buf_putc(out, '\'');
}

static int write_escape(struct buf *out, unsigned long point)
{
    switch (point) {
    case '\n':
        return buf_puts(out, "\\n");
    case '\r':
        return buf_puts(out, "\\r");
    case '\t':
        return buf_puts(out, "\\t");
    case '"':
    case '\\':
        return buf_printf(out, "\\%c", (int)point);
    default:
        return buf_printf(out, point < 0x10000 ? "\\u%04lx" : "\\U%08lx",
                          point);
    }
}

/* One character between double quotes; bytes that are not UTF-8 become
 * U+FFFD. The bytes it takes go to *len. */
static int
write_character(struct buf *out, const char *text, const char *end, size_t *len)
{
    *len = utf8_length(text, end);
    if (*len == 0) {
        *len = 1;
        return buf_puts(out, "\\ufffd");
    }
    if (*text == '"' || *text == '\\' || !is_printable(utf8_decode(text, *len)))
        return write_escape(out, utf8_decode(text, *len));
    return buf_append(out, text, *len);
}

static int write_double(struct buf *out, const char *text, size_t len)
{
    const char *end = text + len;
    int status = buf_putc(out, '"');

    for (size_t n = 0; text < end && status == 0; text += n)
        status = write_character(out, text, end, &n);
    return status != 0 ? status : buf_putc(out, '"');
}

static int write_quoted(struct buf *out, const char *text, size_t len)
{
    return all_printable(text, len, false) ? write_single(out, text, len)
                                           : write_double(out, text, len);
}

int yaml_write_key(struct buf *out, const char *text, size_t len)
{
    return is_plain(text, len) ? buf_append(out, text, len)
                               : write_quoted(out, text, len);
}

/* A block is for a text of more than one line that does not begin with white
 * space or end with empty lines, which would need an indication. */
static bool fits_block(const char *text, size_t len)
{
    if (memchr(text, '\n', len) == NULL || text[0] == ' ' || text[0] == '\n')
        return false;
    if (len > 1 && text[len - 1] == '\n' && text[len - 2] == '\n')
        return false;
    return all_printable(text, len, true);
}

static int write_indent(struct buf *out, int indent)
{
    int status = 0;

    while (indent-- > 0 && status == 0)
        status = buf_putc(out, ' ');
    return status;
}

/* Lines that are empty get no spaces. */
static int write_line(struct buf *out, const char *text, size_t len, int indent)
{
    if (buf_putc(out, '\n') != 0 || (len > 0 && write_indent(out, indent) != 0))
        return -1;
    return buf_append(out, text, len);
}

/* "|-" ends without a line break, "|" with one. */
static int
write_block(struct buf *out, const char *text, size_t len, int indent)
{
    const char *p = text, *end = text + len;
    int status = buf_puts(out, text[len - 1] == '\n' ? "|" : "|-");

    while (p < end && status == 0) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));

        if (stop == NULL)
            stop = end;
        status = write_line(out, p, (size_t)(stop - p), indent);
        p = stop + 1;
    }
    return status;
}

int yaml_write_text(struct buf *out, const char *text, size_t len, int indent)
{
    if (is_plain(text, len))
        return buf_append(out, text, len);
    if (len > 0 && fits_block(text, len))
        return write_block(out, text, len, indent);
    return write_quoted(out, text, len);
}

/* YAML 1.1 wants a point and a signed exponent: 1.0e+22, not 1e22. */
int yaml_write_float(struct buf *out, double value)
{
    size_t start = out->len;
    char *exponent;
    size_t tail;

    if (isnan(value))
        return buf_puts(out, ".nan");
    if (isinf(value))
        return buf_puts(out, value < 0 ? "-.inf" : ".inf");
    if (json_write_double(out, value, true) != 0 || buf_reserve(out, 2) != 0)
        return -1;
    exponent = strchr(out->data + start, 'e');
    if (exponent == NULL || strchr(out->data + start, '.') != NULL)
        return 0;
    tail = strlen(exponent) + 1;
    memmove(exponent + 2, exponent, tail);
    memcpy(exponent, ".0", 2);
    out->len += 2;
    return 0;
}
