#include "core/url.h"

#include <stdio.h>
#include <string.h>

#define UNRESERVED                                                             \
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~"

static int is_unreserved(unsigned char byte)
{
    return byte != '\0' && strchr(UNRESERVED, byte) != NULL;
}

static int hex_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

static int escape(struct buf *out, unsigned char byte)
{
    char text[4];

    snprintf(text, sizeof text, "%%%02X", byte);
    return buf_append(out, text, 3);
}

int url_quote_plus(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char byte = (unsigned char)text[i];
        int status;

        if (is_unreserved(byte))
            status = buf_putc(out, (char)byte);
        else
            status = byte == ' ' ? buf_putc(out, '+') : escape(out, byte);
        if (status != 0)
            return -1;
    }
    return 0;
}

/* Where path, query or fragment begin. */
static const char *after_host(const char *url)
{
    const char *scheme = strstr(url, "://");

    return scheme == NULL ? url : scheme + 3 + strcspn(scheme + 3, "/?#");
}

static int escapes_are_sound(const char *text)
{
    for (; (text = strchr(text, '%')) != NULL; text++)
        if (hex_value(text[1]) < 0 || hex_value(text[2]) < 0)
            return 0;
    return 1;
}

/* An escape as it is, or the byte it stands for when that needs none. */
static int requote_escape(struct buf *out, const char *text)
{
    unsigned char byte =
        (unsigned char)(hex_value(text[1]) * 16 + hex_value(text[2]));

    if (is_unreserved(byte))
        return buf_putc(out, (char)byte);
    return buf_append(out, text, 3);
}

int url_requote(struct buf *out, const char *url)
{
    const char *text = after_host(url);
    int sound = escapes_are_sound(text), status = 0;

    if (buf_append(out, url, (size_t)(text - url)) != 0)
        return -1;
    while (status == 0) {
        size_t plain = strspn(text, UNRESERVED "!#$&'()*+,/:;=?@[]");

        status = buf_append(out, text, plain);
        text += plain;
        if (*text == '\0' || status != 0)
            break;
        status = *text == '%' && sound ? requote_escape(out, text)
                                       : escape(out, (unsigned char)*text);
        text += *text == '%' && sound ? 3 : 1;
    }
    return status;
}

int url_shown(struct buf *out, const char *url)
{
    const char *host = strstr(url, "://");
    const char *path = after_host(url);
    size_t before = host == NULL ? 0 : (size_t)(host + 3 - url);

    if (buf_append(out, url, before) != 0)
        return -1;
    host = url + before;
    for (const char *p = host; p < path; p++)
        if (*p == '@')
            host = p + 1;
    return buf_append(out, host, (size_t)(path - host) + strcspn(path, "?#"));
}
