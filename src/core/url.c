#include "core/url.h"

#include <stdio.h>
#include <stdlib.h>
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

static unsigned char escaped_byte(const char *text)
{
    return (unsigned char)(hex_value(text[1]) * 16 + hex_value(text[2]));
}

static int is_escape(const char *text, size_t len)
{
    return len >= 3 && *text == '%' && hex_value(text[1]) >= 0 &&
           hex_value(text[2]) >= 0;
}

/* 0, or -1 without memory. */
static int unquote_plus(struct buf *out, const char *text, size_t len)
{
    int status = 0;

    for (size_t i = 0; i < len && status == 0; i++) {
        if (is_escape(text + i, len - i)) {
            status = buf_putc(out, (char)escaped_byte(text + i));
            i += 2;
        } else {
            status = buf_putc(out, text[i] == '+' ? ' ' : text[i]);
        }
    }
    return status;
}

/* As url_query_value, in "name=value". */
static int value_of_piece(struct buf *out,
                          const char *piece,
                          size_t len,
                          const char *name,
                          size_t name_len)
{
    const char *equals = memchr(piece, '=', len);
    size_t before = out->len, left;
    int is_it;

    if (equals == NULL || equals + 1 == piece + len)
        return 0;
    left = len - (size_t)(equals + 1 - piece);
    if (unquote_plus(out, piece, (size_t)(equals - piece)) != 0)
        return -1;
    is_it = out->len - before == name_len &&
            (name_len == 0 || memcmp(out->data + before, name, name_len) == 0);
    out->len = before;
    if (!is_it)
        return 0;
    return unquote_plus(out, equals + 1, left) != 0 ? -1 : 1;
}

int url_query_value(struct buf *out,
                    const char *query,
                    size_t len,
                    const char *name,
                    size_t name_len)
{
    const char *end = query + len, *next;
    int found = 0;

    for (; query < end && found == 0; query = next + 1) {
        next = memchr(query, '&', (size_t)(end - query));
        if (next == NULL)
            next = end;
        found =
            value_of_piece(out, query, (size_t)(next - query), name, name_len);
    }
    return found;
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
    unsigned char byte = escaped_byte(text);

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

/* Behind the host and port of an address whose host needs no change, or NULL.
 */
static const char *behind_ready_host(const char *url)
{
    size_t scheme = strncmp(url, "https", 5) == 0 ? 5 : 4;
    size_t host, port;

    if (strncmp(url, "http", 4) != 0 || strncmp(url + scheme, "://", 3) != 0)
        return NULL;
    url += scheme + 3;
    host = strspn(url, "abcdefghijklmnopqrstuvwxyz0123456789.-");
    if (host == 0 || *url == '.')
        return NULL;
    url += host;
    if (*url != ':')
        return url;
    port = strspn(++url, "0123456789");
    return port > 5 || atoi(url) > 65535 ? NULL : url + port;
}

/* An escape is written in capitals. */
static int is_ready_escape(const char *text)
{
    return *text == '%' && hex_value(text[1]) >= 0 && hex_value(text[2]) >= 0 &&
           text[1] < 'a' && text[2] < 'a' && !is_unreserved(escaped_byte(text));
}

/* How much of the text, in `bytes` and escapes, stays as it is. */
static size_t ready_span(const char *text, const char *bytes)
{
    const char *end = text + strspn(text, bytes);

    while (is_ready_escape(end))
        end += 3 + strspn(end + 3, bytes);
    return (size_t)(end - text);
}

int url_is_ready(const char *url, size_t len, int *has_query)
{
    const char *at = behind_ready_host(url), *dot;
    size_t query;

    *has_query = 0;
    if (at == NULL || *at != '/')
        return 0;
    dot = strstr(at, "/.");
    at += ready_span(at, UNRESERVED "!$&'()*+,/:;=@");
    if (dot != NULL && dot < at)
        return 0;
    if (*at == '?') {
        query = ready_span(++at, UNRESERVED "!$&'()*+,/:;=?@");
        *has_query = query > 0;
        at += query;
        if (query == 0)
            return 0;
    }
    return at == url + len;
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
