#include "core/transfer.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "core/redirect.h"
#include "core/url.h"

static int no_memory(struct err *err)
{
    return err_set(err, ERR_LIMIT, "request: not enough memory");
}

/* The limit of silence starts again. */
static void heard(struct transfer *transfer)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    transfer->last_us = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* "HTTP/1.1 404 Not Found": keep the words after the status. */
static void note_phrase(struct transfer *transfer, const char *line, size_t len)
{
    const char *status = memchr(line, ' ', len);
    const char *end = line + len;
    const char *words =
        status != NULL ? memchr(status + 1, ' ', (size_t)(end - status) - 1)
                       : NULL;
    size_t size = words != NULL ? (size_t)(end - words) - 1 : 0;

    if (size >= sizeof transfer->phrase)
        size = sizeof transfer->phrase - 1;
    if (size > 0)
        memcpy(transfer->phrase, words + 1, size);
    transfer->phrase[size] = '\0';
}

/* The last hop's header starts anew with each status line. */
static size_t on_header(char *line, size_t size, size_t count, void *user)
{
    struct transfer *transfer = user;
    size_t len = size * count, used = len;

    heard(transfer);
    while (used > 0 && (line[used - 1] == '\n' || line[used - 1] == '\r'))
        used--;
    if (used >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        transfer->lines.len = 0;
        note_phrase(transfer, line, used);
        return len;
    }
    if (used == 0)
        return len;
    /* a folded line goes on where the one before ended */
    if ((*line == ' ' || *line == '\t') && transfer->lines.len > 0)
        transfer->lines.len--;
    if (buf_append(&transfer->lines, line, used) != 0 ||
        buf_putc(&transfer->lines, '\n') != 0)
        return 0;
    return len;
}

/* Room for a body whose length the server tells, all at once: growing would
 * take up to half as much again. Pages of about one length get the same room,
 * so that one takes the place of another. What a server claims beyond
 * EXPECTED_MOST must come first. */
static void expect_body(struct transfer *transfer)
{
    enum { EXPECTED_MOST = 16 * 1024 * 1024 };
    curl_off_t len = 0, unit = 4096;

    transfer->curl->easy_getinfo(transfer->easy,
                                 CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &len);
    while (unit * 8 < len)
        unit *= 2;
    if (transfer->content.coding == CONTENT_PLAIN && len > 0 &&
        len <= EXPECTED_MOST)
        buf_reserve_exactly(&transfer->body, (size_t)((len / unit + 1) * unit));
}

static size_t on_body(char *bytes, size_t size, size_t count, void *user)
{
    struct transfer *transfer = user;
    size_t len = size * count, max = transfer->limits.max_body;
    enum content_result result;

    heard(transfer);
    if (!transfer->has_content) {
        content_begin(&transfer->content, transfer->lines.data,
                      transfer->lines.len);
        transfer->has_content = 1;
        expect_body(transfer);
    }
    result = content_add(&transfer->content, bytes, len,
                         max > 0 ? max : SIZE_MAX, &transfer->body);
    transfer->too_large = result == CONTENT_LARGE;
    transfer->is_broken = result == CONTENT_BROKEN;
    return result == CONTENT_TAKEN ? len : 0;
}

static int has_header(const struct transfer *transfer, const char *name)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < transfer->header_count; i++) {
        const char *line = transfer->headers[i].line;

        if (strncasecmp(line, name, len) == 0 &&
            (line[len] == ':' || line[len] == ';'))
            return 1;
    }
    return 0;
}

static int add_line(struct transfer *transfer, const char *line)
{
    struct curl_slist *longer =
        transfer->curl->slist_append(transfer->list, line);

    if (longer == NULL)
        return -1;
    transfer->list = longer;
    return 0;
}

/* What libcurl would add on its own is taken back: a type for every body, a
 * question before a long one. Bodies are decoded here: libcurl knows gzip of
 * one member only. */
static int make_list(struct transfer *transfer)
{
    transfer->curl->slist_free_all(transfer->list);
    transfer->list = NULL;
    for (size_t i = 0; i < transfer->header_count; i++)
        if (add_line(transfer, transfer->headers[i].line) != 0)
            return -1;
    if (!has_header(transfer, "Content-Type") &&
        add_line(transfer, "Content-Type:") != 0)
        return -1;
    if (!has_header(transfer, "Accept-Encoding") &&
        add_line(transfer, "Accept-Encoding: gzip, deflate") != 0)
        return -1;
    if (!has_header(transfer, "Expect") && add_line(transfer, "Expect:") != 0)
        return -1;
    return 0;
}

static long milliseconds(double seconds)
{
    if (seconds <= 0)
        return 0;
    return seconds < 1e-3
               ? 1
               : (seconds > 1e6 ? 1000000000 : (long)(seconds * 1e3));
}

static CURLcode set_callbacks(struct transfer *transfer)
{
    const struct curl_library *curl = transfer->curl;
    CURL *easy = transfer->easy;

    curl->easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->reason);
    curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl->easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl->easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl->easy_setopt(easy, CURLOPT_BUFFERSIZE, 128L * 1024);
    curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    if (has_header(transfer, "User-Agent"))
        return CURLE_OK;
    return curl->easy_setopt(easy, CURLOPT_USERAGENT, "revos/" REVOS_VERSION);
}

static void set_limits(struct transfer *transfer)
{
    const struct curl_library *curl = transfer->curl;
    const struct http_request *limits = &transfer->limits;
    CURL *easy = transfer->easy;

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
static void set_authorities(struct transfer *transfer)
{
    const char *bundle = getenv("CURL_CA_BUNDLE");
    const char *folder = getenv("SSL_CERT_DIR");

    if (bundle == NULL || *bundle == '\0')
        bundle = getenv("SSL_CERT_FILE");
    if (bundle != NULL && *bundle != '\0')
        transfer->curl->easy_setopt(transfer->easy, CURLOPT_CAINFO, bundle);
    if (folder != NULL && *folder != '\0')
        transfer->curl->easy_setopt(transfer->easy, CURLOPT_CAPATH, folder);
}

/* Every method but GET and HEAD tells its length, if it is 0. */
static CURLcode set_body(struct transfer *transfer)
{
    const struct curl_library *curl = transfer->curl;
    CURL *easy = transfer->easy;
    int is_head = strcmp(transfer->method, "HEAD") == 0;
    int is_get = strcmp(transfer->method, "GET") == 0;

    curl->easy_setopt(easy, CURLOPT_HTTPGET, 1L); /* forget the last hop's */
    if (transfer->has_body || (!is_head && !is_get)) {
        curl->easy_setopt(easy, CURLOPT_POST, 1L);
        curl->easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                          (curl_off_t)transfer->sent.len);
        curl->easy_setopt(easy, CURLOPT_POSTFIELDS,
                          transfer->sent.len > 0 ? transfer->sent.data : "");
    }
    if (is_head)
        curl->easy_setopt(easy, CURLOPT_NOBODY, 1L);
    return curl->easy_setopt(easy, CURLOPT_CUSTOMREQUEST, transfer->method);
}

int transfer_prepare(struct transfer *transfer, struct err *err)
{
    const struct curl_library *curl = transfer->curl;

    transfer->status = 0;
    transfer->lines.len = 0;
    transfer->body.len = 0;
    transfer->has_content = 0;
    transfer->reason[0] = '\0';
    if (make_list(transfer) != 0 || set_body(transfer) != CURLE_OK ||
        curl->easy_setopt(transfer->easy, CURLOPT_URL, transfer->url.data) !=
            CURLE_OK ||
        curl->easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->list) !=
            CURLE_OK)
        return no_memory(err);
    return 0;
}

static int check_url(struct transfer *transfer, struct err *err)
{
    struct buf ignored = BUF_EMPTY, shown = BUF_EMPTY;
    int status = redirect_origin(transfer->curl, transfer->url.data, &ignored);

    if (status != 0) {
        url_shown(&shown, transfer->url.data);
        err_set(err, ERR_INVALID, "%s: not an address of http or https",
                shown.data == NULL ? "" : shown.data);
    }
    buf_free(&ignored);
    buf_free(&shown);
    return status;
}

/* A name is a token of RFC 9110, section 5.1; a value has no line break. */
static int header_is_sound(const struct http_header *header)
{
    if (*header->name == '\0' || strpbrk(header->value, "\r\n") != NULL)
        return 0;
    for (const char *p = header->name; *p != '\0'; p++)
        if (*p <= ' ' || *p == 0x7f || strchr("()<>@,;:\\\"/[]?={}", *p))
            return 0;
    return 1;
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

static int copy_headers(struct transfer *transfer,
                        const struct http_request *request,
                        struct err *err)
{
    if (request->header_count == 0)
        return 0;
    transfer->headers =
        calloc(request->header_count, sizeof *transfer->headers);
    if (transfer->headers == NULL)
        return no_memory(err);
    for (size_t i = 0; i < request->header_count; i++) {
        const struct http_header *header = &request->headers[i];
        const char *value = header->value + strspn(header->value, " \t");
        struct buf line = BUF_EMPTY;
        int status;

        if (!header_is_sound(header))
            return err_set(err, ERR_INVALID, "header '%.80s': cannot be sent",
                           header->name);
        status = buf_puts(&line, header->name) != 0 ||
                 buf_puts(&line, *value == '\0' ? ";" : ": ") != 0 ||
                 buf_puts(&line, value) != 0;
        transfer->headers[i].line = line.data;
        transfer->headers[i].sensitive =
            header->sensitive || is_credential(header->name);
        transfer->header_count = i + 1;
        if (status != 0)
            return no_memory(err);
    }
    return 0;
}

static int copy_request(struct transfer *transfer,
                        const struct http_request *request,
                        struct err *err)
{
    transfer->limits = *request;
    transfer->limits.method = transfer->limits.url = NULL;
    transfer->limits.headers = NULL;
    transfer->limits.body = NULL;
    transfer->has_body = request->body != NULL;
    transfer->method = strdup(request->method);
    if (transfer->method == NULL ||
        url_requote(&transfer->url, request->url) != 0 ||
        (request->body != NULL &&
         buf_append(&transfer->sent, request->body, request->body_len) != 0))
        return no_memory(err);
    return copy_headers(transfer, request, err);
}

int transfer_new(struct transfer **out,
                 struct curl_library *curl,
                 const struct http_request *request,
                 struct err *err)
{
    struct transfer *transfer = calloc(1, sizeof *transfer);

    if (transfer == NULL)
        return no_memory(err);
    transfer->curl = curl;
    if (copy_request(transfer, request, err) != 0 ||
        check_url(transfer, err) != 0) {
        transfer_free(transfer);
        return -1;
    }
    transfer->easy = curl_library_easy(curl);
    if (transfer->easy == NULL || set_callbacks(transfer) != CURLE_OK ||
        transfer_prepare(transfer, err) != 0) {
        transfer_free(transfer);
        return no_memory(err);
    }
    set_limits(transfer);
    set_authorities(transfer);
    *out = transfer;
    return 0;
}

void transfer_free(struct transfer *transfer)
{
    if (transfer == NULL)
        return;
    transfer->curl->easy_cleanup(transfer->easy);
    transfer->curl->slist_free_all(transfer->list);
    for (size_t i = 0; i < transfer->header_count; i++)
        free(transfer->headers[i].line);
    free(transfer->headers);
    free(transfer->method);
    buf_free(&transfer->url);
    buf_free(&transfer->sent);
    buf_free(&transfer->lines);
    buf_free(&transfer->body);
    content_end(&transfer->content);
    free(transfer);
}

void transfer_fail(struct transfer *transfer,
                   enum err_code code,
                   const char *reason)
{
    struct buf shown = BUF_EMPTY;

    url_shown(&shown, transfer->url.data);
    err_set(&transfer->err, code, "%s %.300s: %s", transfer->method,
            shown.data == NULL ? "" : shown.data, reason);
    buf_free(&shown);
    transfer->finished = 1;
}
