#include "core/base64.h"

#include <string.h>

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64_encode(struct buf *out, const void *data, size_t len)
{
    const unsigned char *bytes = data;

    if (buf_reserve(out, len / 3 * 4 + 4) != 0)
        return -1;
    for (size_t i = 0; i < len; i += 3) {
        unsigned group = (unsigned)bytes[i] << 16;
        char text[4];

        if (i + 1 < len)
            group |= (unsigned)bytes[i + 1] << 8;
        if (i + 2 < len)
            group |= bytes[i + 2];
        text[0] = alphabet[group >> 18];
        text[1] = alphabet[group >> 12 & 63];
        text[2] = i + 1 < len ? alphabet[group >> 6 & 63] : '=';
        text[3] = i + 2 < len ? alphabet[group & 63] : '=';
        buf_append(out, text, 4); /* there is room */
    }
    return 0;
}

int base64_decode(struct buf *out,
                  const char *text,
                  size_t len,
                  struct err *err)
{
    unsigned bits = 0, count = 0, padding = 0;

    if (buf_reserve(out, len / 4 * 3 + 3) != 0)
        return err_set(err, ERR_LIMIT, "base64: not enough memory");
    for (size_t i = 0; i < len; i++) {
        const char *at = text[i] == '\0' ? NULL : strchr(alphabet, text[i]);

        if (text[i] == '=' && count % 4 >= 2 && ++padding + count % 4 >= 4)
            return 0; /* complete; what follows is passed over */
        if (at == NULL)
            continue;
        padding = 0;
        bits = bits << 6 | (unsigned)(at - alphabet);
        if (++count % 4 != 1)
            buf_putc(out, (char)(bits >> (4 - count % 4) % 4 * 2));
    }
    if (count % 4 != 0)
        return err_set(err, ERR_INVALID, "base64: incorrect padding");
    return 0;
}
