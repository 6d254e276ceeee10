#include "core/outline.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"

static int no_memory(struct err *err)
{
    return err_set(err, ERR_LIMIT, "request: not enough memory");
}

/* One header that is one line. More names than RFC 9110 allows can be sent:
 * some servers ask for "a[b]". libcurl has a use of its own for semicolons. */
static int header_is_sound(const struct http_header *header)
{
    return *header->name != '\0' && strchr(" \t", *header->name) == NULL &&
           strpbrk(header->name, ":;\r\n") == NULL &&
           strpbrk(header->value, "\r\n") == NULL;
}

/* By its name: "X-Api-Key", "Session-Token" and their like. */
static int is_credential(const char *name)
{
    static const char *const words[] = { "auth",    "cookie", "credential",
                                         "key",     "pass",   "secret",
                                         "session", "sign",   "token" };

    for (; *name != '\0'; name++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (tolower((unsigned char)*name) == *words[i] &&
                strncasecmp(name, words[i], strlen(words[i])) == 0)
                return 1;
    return 0;
}

static int describes_body(const char *line)
{
    return strncasecmp(line, "Content-Length", 14) == 0 ||
           strncasecmp(line, "Content-Type", 12) == 0 ||
           strncasecmp(line, "Transfer-Encoding", 17) == 0;
}

static int has_header(const struct outline *outline, const char *name)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < outline->header_count; i++) {
        const char *line = outline->headers[i].line;

        if (strncasecmp(line, name, len) == 0 &&
            (line[len] == ':' || line[len] == ';'))
            return 1;
    }
    return 0;
}

static int add_line(struct outline *outline, const char *line)
{
    struct curl_slist *longer =
        outline->curl->slist_append(outline->list, line);

    if (longer == NULL)
        return -1;
    outline->list = longer;
    return 0;
}

/* What libcurl would add on its own to a body is taken back: a type for every
 * one, a question before a long one. That comes first in the list, so that the
 * others begin behind it. Bodies are decoded here: libcurl knows gzip of one
 * member only. */
static int make_list(struct outline *outline)
{
    size_t before = 0;

    if (!has_header(outline, "Content-Type") && ++before > 0 &&
        add_line(outline, "Content-Type:") != 0)
        return -1;
    if (!has_header(outline, "Expect") && ++before > 0 &&
        add_line(outline, "Expect:") != 0)
        return -1;
    for (size_t i = 0; i < outline->header_count; i++)
        if (add_line(outline, outline->headers[i].line) != 0)
            return -1;
    if (!has_header(outline, "Accept-Encoding") &&
        add_line(outline, "Accept-Encoding: gzip, deflate") != 0)
        return -1;
    for (outline->plain = outline->list; before > 0; before--)
        outline->plain = outline->plain->next;
    return 0;
}

/* Room for so many headers. NULL without memory. */
static struct outline *
empty(struct curl_library *curl, const char *method, size_t headers)
{
    struct outline *outline = calloc(1, sizeof *outline);

    if (outline == NULL)
        return NULL;
    outline->holds = 1;
    outline->curl = curl;
    outline->method = strdup(method);
    outline->headers = calloc(headers + 1, sizeof *outline->headers);
    if (outline->method != NULL && outline->headers != NULL)
        return outline;
    outline_release(outline);
    return NULL;
}

/* Take over the line, which is NULL without memory. */
static int add_header(struct outline *outline, char *line, int sensitive)
{
    outline->headers[outline->header_count] =
        (struct outline_header){ line, sensitive };
    outline->header_count++;
    return line == NULL ? -1 : 0;
}

static int copy_header(struct outline *outline,
                       const struct http_header *header)
{
    const char *value = header->value + strspn(header->value, " \t");
    struct buf line = BUF_EMPTY;

    if (buf_puts(&line, header->name) != 0 ||
        buf_puts(&line, *value == '\0' ? ";" : ": ") != 0 ||
        buf_puts(&line, value) != 0)
        buf_free(&line);
    return add_header(outline, line.data,
                      header->sensitive || is_credential(header->name));
}

static int copy_headers(struct outline *outline,
                        const struct http_request *request,
                        struct err *err)
{
    for (size_t i = 0; i < request->header_count; i++) {
        const struct http_header *header = &request->headers[i];

        if (!header_is_sound(header))
            return err_set(err, ERR_INVALID, "header '%.80s': cannot be sent",
                           header->name);
        if (copy_header(outline, header) != 0)
            return no_memory(err);
    }
    return make_list(outline) != 0 ? no_memory(err) : 0;
}

int outline_new(struct outline **out,
                struct curl_library *curl,
                const struct http_request *request,
                struct err *err)
{
    struct outline *outline =
        empty(curl, request->method, request->header_count);

    if (outline == NULL)
        return no_memory(err);
    outline->limits = *request;
    outline->limits.method = outline->limits.url = outline->limits.body = NULL;
    outline->limits.headers = NULL;
    if (copy_headers(outline, request, err) != 0) {
        outline_release(outline);
        return -1;
    }
    *out = outline;
    return 0;
}

struct outline *outline_changed(const struct outline *outline,
                                const char *method,
                                int keeps_body,
                                int keeps_sensitive)
{
    struct outline *changed =
        empty(outline->curl, method, outline->header_count);
    int status = changed == NULL ? -1 : 0;

    if (status == 0)
        changed->limits = outline->limits;
    for (size_t i = 0; i < outline->header_count && status == 0; i++) {
        const struct outline_header *header = &outline->headers[i];

        if ((keeps_body || !describes_body(header->line)) &&
            (keeps_sensitive || !header->sensitive))
            status =
                add_header(changed, strdup(header->line), header->sensitive);
    }
    if (status == 0 && make_list(changed) == 0)
        return changed;
    outline_release(changed);
    return NULL;
}

struct outline *outline_hold(struct outline *outline)
{
    outline->holds++;
    return outline;
}

void outline_release(struct outline *outline)
{
    if (outline == NULL || --outline->holds > 0)
        return;
    outline->curl->slist_free_all(outline->list);
    for (size_t i = 0; i < outline->header_count; i++)
        free(outline->headers[i].line);
    free(outline->headers);
    free(outline->method);
    free(outline);
}

static long milliseconds(double seconds)
{
    if (seconds <= 0)
        return 0;
    return seconds < 1e-3
               ? 1
               : (seconds > 1e6 ? 1000000000 : (long)(seconds * 1e3));
}

static void set_limits(const struct outline *outline, CURL *easy)
{
    const struct curl_library *curl = outline->curl;
    const struct http_request *limits = &outline->limits;

    curl->easy_setopt(easy, CURLOPT_TIMEOUT_MS, milliseconds(limits->timeout));
    curl->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                      milliseconds(limits->connect_timeout));
    if (limits->once)
        curl->easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    if (!limits->keepalive)
        return;
    curl->easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl->easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, 60L);
    curl->easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, 10L);
}

/* The library itself reads no variable of the environment for these. */
static void set_authorities(const struct outline *outline, CURL *easy)
{
    const char *bundle = getenv("CURL_CA_BUNDLE");
    const char *folder = getenv("SSL_CERT_DIR");

    if (bundle == NULL || *bundle == '\0')
        bundle = getenv("SSL_CERT_FILE");
    if (bundle != NULL && *bundle != '\0')
        outline->curl->easy_setopt(easy, CURLOPT_CAINFO, bundle);
    if (folder != NULL && *folder != '\0')
        outline->curl->easy_setopt(easy, CURLOPT_CAPATH, folder);
}

CURLcode outline_set(const struct outline *outline, CURL *easy)
{
    const struct curl_library *curl = outline->curl;
    const char *agent = "revos/" REVOS_VERSION;
    CURLcode code;

    curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl->easy_setopt(easy, CURLOPT_BUFFERSIZE, 128L * 1024);
    set_limits(outline, easy);
    set_authorities(outline, easy);
    code = curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    if (code == CURLE_OK && !has_header(outline, "User-Agent"))
        code = curl->easy_setopt(easy, CURLOPT_USERAGENT, agent);
    if (code == CURLE_OK)
        code = curl->easy_setopt(easy, CURLOPT_CUSTOMREQUEST, outline->method);
    return code;
}

CURL *outline_take(struct outline *outline, int *is_set)
{
    struct curl_library *curl = outline->curl;
    CURL *easy = curl->spare;

    *is_set = easy != NULL && curl->spare_outline == outline;
    if (easy == NULL)
        return curl->easy_init();
    if (!*is_set)
        curl->easy_reset(easy);
    outline_release(curl->spare_outline);
    curl->spare = NULL;
    curl->spare_outline = NULL;
    return easy;
}

void outline_give(struct outline *outline, CURL *easy)
{
    struct curl_library *curl = outline->curl;

    if (easy == NULL || curl->spare != NULL) {
        curl->easy_cleanup(easy);
        return;
    }
    curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, NULL); /* the transfer's */
    curl->spare = easy;
    curl->spare_outline = outline_hold(outline);
}

void outline_forget(struct curl_library *curl)
{
    curl->easy_cleanup(curl->spare);
    curl->spare = NULL;
    outline_release(curl->spare_outline);
    curl->spare_outline = NULL;
}
