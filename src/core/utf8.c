#include "core/utf8.h"

#include <stdint.h>
#include <string.h>

static int follows(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* The range of the second byte keeps out overlong forms (E0, F0), surrogates
 * (ED) and what lies above U+10FFFF (F4): table 3-7 of the Unicode standard. */
static int second_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xe0:
        return second >= 0xa0 && second <= 0xbf;
    case 0xed:
        return second >= 0x80 && second <= 0x9f;
    case 0xf0:
        return second >= 0x90 && second <= 0xbf;
    case 0xf4:
        return second >= 0x80 && second <= 0x8f;
    default:
        return follows(second);
    }
}

size_t utf8_length_of_any(const char *text, const char *end)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t left = (size_t)(end - text);

    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xc2 || p[0] > 0xf4 || left < 2 || !second_fits(p[0], p[1]))
        return 0;
    if (p[0] < 0xe0)
        return 2;
    if (left < 3 || !follows(p[2]))
        return 0;
    if (p[0] < 0xf0)
        return 3;
    return left >= 4 && follows(p[3]) ? 4 : 0;
}

/* Past as much of ASCII as eight bytes at a time show. */
static const char *skip_ascii(const char *text, const char *end)
{
    uint64_t bytes;

    for (; end - text >= 8; text += 8) {
        memcpy(&bytes, text, sizeof bytes);
        if ((bytes & 0x8080808080808080) != 0)
            break;
    }
    return text;
}

int utf8_valid(const char *text, size_t len)
{
    const char *end = text + len;

    for (text = skip_ascii(text, end); text < end;) {
        size_t n = utf8_length(text, end);

        if (n == 0)
            return 0;
        text = n == 1 ? text + 1 : skip_ascii(text + n, end);
    }
    return 1;
}

size_t utf8_encode(unsigned long point, char *out)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xc0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3f));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xe0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3f));
        out[2] = (char)(0x80 | (point & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3f));
    out[2] = (char)(0x80 | (point >> 6 & 0x3f));
    out[3] = (char)(0x80 | (point & 0x3f));
    return 4;
}

unsigned long utf8_decode(const char *text, size_t len)
{
    static const unsigned char lead[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
    const unsigned char *p = (const unsigned char *)text;
    unsigned long point = p[0] & lead[len];

    for (size_t i = 1; i < len; i++)
        point = point << 6 | (p[i] & 0x3f);
    return point;
}

/* Bytes of the blank at `text`, as Python's str.strip knows it; 0: none. */
static size_t blank(const char *text, size_t len)
{
    static const char *const wide[] = {
        "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80",
        "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84",
        "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
        "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9",
        "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80",
    };

    if (len == 0)
        return 0;
    if ((unsigned char)*text < 0x80)
        return *text == ' ' || (*text >= '\t' && *text <= '\r') ||
               (*text >= 0x1c && *text <= 0x1f);
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        size_t size = strlen(wide[i]);

        if (len >= size && memcmp(text, wide[i], size) == 0)
            return size;
    }
    return 0;
}

static size_t last_blank(const char *text, size_t len)
{
    for (size_t size = 1; size <= 3 && size <= len; size++)
        if (blank(text + len - size, size) == size)
            return size;
    return 0;
}

void utf8_strip(const char **text, size_t *len)
{
    size_t size;

    while ((size = blank(*text, *len)) > 0) {
        *text += size;
        *len -= size;
    }
    while ((size = last_blank(*text, *len)) > 0)
        *len -= size;
}
