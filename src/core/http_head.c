#include "core/http_head.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { MORE = 0, FINE = 200, LONGEST_METHOD = 23, LONGEST_NUMBER = 18 };

/* A part of the text. */
struct span {
    const char *at;
    size_t len;
};

/* What the fields say about the body. */
struct framing {
    int lengths;
    int encodings;
    int hosts;
    int is_old; /* HTTP/1.0, which knows no chunks */
    unsigned long long length;
};

static int is_token(char c)
{
    return c != '\0' &&
           (strchr("!#$%&'*+-.^_`|~", c) != NULL || (c >= '0' && c <= '9') ||
            (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
}

static int is_control(char c)
{
    return ((unsigned char)c < ' ' && c != '\t') || c == '\x7f';
}

static size_t token_len(struct span line)
{
    size_t n = 0;

    while (n < line.len && is_token(line.at[n]))
        n++;
    return n;
}

static int has_control(struct span line)
{
    for (size_t i = 0; i < line.len; i++)
        if (is_control(line.at[i]))
            return 1;
    return 0;
}

/* The next line of *rest, without its end; 0 when it is not whole. */
static int next_line(struct span *rest, struct span *line)
{
    const char *end = memchr(rest->at, '\n', rest->len);

    if (end == NULL)
        return 0;
    line->at = rest->at;
    line->len = (size_t)(end - rest->at);
    rest->at += line->len + 1;
    rest->len -= line->len + 1;
    if (line->len > 0 && line->at[line->len - 1] == '\r')
        line->len--;
    return 1;
}

static int check_version(struct span version)
{
    if (version.len != 8 || memcmp(version.at, "HTTP/", 5) != 0 ||
        version.at[6] != '.')
        return 400;
    return memcmp(version.at + 5, "1.0", 3) == 0 ||
                   memcmp(version.at + 5, "1.1", 3) == 0
               ? FINE
               : 505;
}

/* METHOD TARGET VERSION, one space between. */
static int check_request_line(struct span line)
{
    size_t method = token_len(line);
    struct span rest = { line.at + method + 1, line.len - method - 1 };
    const char *space;

    if (method == 0 || method > LONGEST_METHOD || method >= line.len ||
        line.at[method] != ' ' || has_control(line) ||
        memchr(line.at, '\t', line.len) != NULL)
        return 400;
    space = memchr(rest.at, ' ', rest.len);
    if (space == NULL || space == rest.at)
        return 400;
    rest.len -= (size_t)(space - rest.at) + 1;
    rest.at = space + 1;
    return check_version(rest);
}

static int is_named(struct span line, size_t name_len, const char *name)
{
    return name_len == strlen(name) &&
           strncasecmp(line.at, name, name_len) == 0;
}

static struct span value_of(struct span line, size_t name_len)
{
    struct span value = { line.at + name_len + 1, line.len - name_len - 1 };

    while (value.len > 0 && (*value.at == ' ' || *value.at == '\t'))
        value.at++, value.len--;
    while (value.len > 0 &&
           (value.at[value.len - 1] == ' ' || value.at[value.len - 1] == '\t'))
        value.len--;
    return value;
}

static int is_number(struct span value, unsigned long long *number)
{
    *number = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] < '0' || value.at[i] > '9')
            return 0;
        *number = *number * 10 + (unsigned long long)(value.at[i] - '0');
    }
    return value.len > 0 && value.len <= LONGEST_NUMBER;
}

static int check_field(struct span line, struct framing *framing)
{
    size_t name = token_len(line);
    struct span value;

    if (name == 0 || name >= line.len || line.at[name] != ':' ||
        has_control(line))
        return 400;
    value = value_of(line, name);
    if (is_named(line, name, "Content-Length")) {
        framing->lengths++;
        return is_number(value, &framing->length) ? FINE : 400;
    }
    if (is_named(line, name, "Transfer-Encoding")) {
        framing->encodings++;
        return is_named(value, value.len, "chunked") ? FINE : 501;
    }
    framing->hosts += is_named(line, name, "Host");
    return FINE;
}

/* Two lengths, or a length and chunks: nobody knows where the body ends. */
static int check_framing(const struct framing *framing)
{
    return framing->lengths + framing->encodings > 1 || framing->hosts > 1 ||
                   (framing->is_old && framing->encodings > 0)
               ? 400
               : FINE;
}

/* The fields at *rest, which moves behind them. */
static int check_fields(struct span *rest, struct framing *framing)
{
    struct span line;

    for (int count = 0; next_line(rest, &line); count++) {
        int status;

        if (line.len == 0)
            return check_framing(framing);
        status = count < HTTP_HEAD_FIELDS ? check_field(line, framing) : 431;
        if (status != FINE)
            return status;
    }
    return MORE;
}

/* A first line that is not whole yet. */
static int check_beginning(struct span line, size_t len)
{
    if (line.len > 0 && line.at[line.len - 1] == '\r')
        line.len--;
    return has_control(line) ? 400 : len >= HTTP_HEAD_LONGEST ? 414 : MORE;
}

int http_head_check(const char *text, size_t len, struct http_head *head)
{
    struct span rest = { text, len }, line;
    struct framing framing = { 0 };
    size_t blank;
    int status;

    while (rest.len > 0 && (*rest.at == '\r' || *rest.at == '\n'))
        rest.at++, rest.len--;
    blank = len - rest.len;
    if (!next_line(&rest, &line))
        return check_beginning(rest, len);
    status = check_request_line(line);
    framing.is_old = status == FINE && line.at[line.len - 1] == '0';
    if (status == FINE)
        status = check_fields(&rest, &framing);
    if (status == FINE && head != NULL)
        *head = (struct http_head){ blank, len - rest.len,
                                    framing.encodings > 0, framing.length };
    return status == MORE && len >= HTTP_HEAD_LONGEST ? 431 : status;
}

static const struct refusal {
    int status;
    const char *phrase;
    const char *title;
    const char *detail;
} refusals[] = {
    { 408, "Request Timeout", "request-timeout",
      "the request took too long to arrive" },
    { 414, "URI Too Long", "uri-too-long", "the address is too long" },
    { 431, "Request Header Fields Too Large", "header-too-large",
      "the header is too large" },
    { 501, "Not Implemented", "not-implemented",
      "chunked is the one transfer encoding" },
    { 505, "HTTP Version Not Supported", "version-not-supported",
      "HTTP/1.1 and HTTP/1.0 are spoken here" },
    { 400, "Bad Request", "bad-request",
      "this is no well formed request of HTTP" },
};

static const struct refusal *refusal_of(int status)
{
    const struct refusal *refusal = refusals;

    while (refusal->status != 400 && refusal->status != status)
        refusal++;
    return refusal;
}

size_t http_head_refusal(int status, char *out, size_t size)
{
    const struct refusal *refusal = refusal_of(status);
    char body[256];
    int len = snprintf(body, sizeof body,
                       "{\"type\":\"urn:revos:problem:%s\",\"title\":\"%s\","
                       "\"status\":%d,\"detail\":\"%s\"}",
                       refusal->title, refusal->title, refusal->status,
                       refusal->detail);

    len = snprintf(out, size,
                   "HTTP/1.1 %d %s\r\n"
                   "Content-Type: application/problem+json\r\n"
                   "Cache-Control: no-store\r\nConnection: close\r\n"
                   "Content-Length: %d\r\n\r\n%s",
                   refusal->status, refusal->phrase, len, body);
    return (size_t)len;
}
