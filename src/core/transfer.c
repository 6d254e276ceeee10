#include "core/transfer.h"

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

    if (transfer->outline->limits.read_timeout <= 0)
        return;
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
        transfer->sets_cookies = 0;
        note_phrase(transfer, line, used);
        return len;
    }
    if (used == 0)
        return len;
    if ((*line | 0x20) == 's' && used >= 11 &&
        strncasecmp(line, "set-cookie:", 11) == 0)
        transfer->sets_cookies = 1;
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
    if (transfer->content.coding != CONTENT_PLAIN || len < 0) {
        spare_take_any(transfer->spare, &transfer->body);
        return;
    }
    while (unit * 8 < len)
        unit *= 2;
    if (len > 0 && len <= EXPECTED_MOST)
        spare_take(transfer->spare, &transfer->body,
                   (size_t)((len / unit + 1) * unit));
}

/* A long body is scanned while it arrives: its bytes are in the cache then, and
 * the server makes the next ones meanwhile. In pieces that are large beside
 * most records, since one that is cut may be read twice. */
static void scan_body(struct transfer *transfer)
{
    enum { PIECE = 128 * 1024 };
    const struct buf *body = &transfer->body;
    size_t scanned = transfer->scan != NULL ? transfer->scan->page.len : 0;
    long status = 0;

    if (transfer->query == NULL || body->len - scanned < PIECE)
        return;
    transfer->curl->easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE,
                                 &status);
    if (status < 200 || status > 299) /* a redirect, an error */
        return;
    if (transfer->scan == NULL)
        transfer->scan = record_scan_new(transfer->query);
    if (transfer->scan != NULL)
        record_scan_feed(transfer->scan, body->data, body->len);
}

static size_t on_body(char *bytes, size_t size, size_t count, void *user)
{
    struct transfer *transfer = user;
    size_t len = size * count, max = transfer->outline->limits.max_body;
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
    if (result != CONTENT_TAKEN)
        return 0;
    scan_body(transfer);
    return len;
}

/* Who asks libcurl for nothing more than the last request of the outline did
 * need not say again what that one has said. */
static CURLcode take_handle(struct transfer *transfer)
{
    const struct curl_library *curl = transfer->curl;
    int is_set;
    CURL *easy = outline_take(transfer->outline, &is_set);

    transfer->easy = easy;
    if (easy == NULL)
        return CURLE_OUT_OF_MEMORY;
    curl->easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->reason);
    curl->easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl->easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    if (is_set)
        return CURLE_OK;
    curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    return outline_set(transfer->outline, easy);
}

/* Every method but GET and HEAD tells its length, if it is 0. */
static CURLcode set_body(struct transfer *transfer)
{
    const struct curl_library *curl = transfer->curl;
    const struct outline *outline = transfer->outline;
    CURL *easy = transfer->easy;
    int is_head = strcmp(outline->method, "HEAD") == 0;
    int is_get = strcmp(outline->method, "GET") == 0;
    int posts = transfer->has_body || (!is_head && !is_get);

    curl->easy_setopt(easy, CURLOPT_HTTPGET, 1L); /* forget the last one's */
    if (posts) {
        curl->easy_setopt(easy, CURLOPT_POST, 1L);
        curl->easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                          (curl_off_t)transfer->sent.len);
        curl->easy_setopt(easy, CURLOPT_POSTFIELDS,
                          transfer->sent.len > 0 ? transfer->sent.data : "");
    }
    if (is_head)
        curl->easy_setopt(easy, CURLOPT_NOBODY, 1L);
    return curl->easy_setopt(easy, CURLOPT_HTTPHEADER,
                             posts ? outline->list : outline->plain);
}

int transfer_prepare(struct transfer *transfer, struct err *err)
{
    const struct curl_library *curl = transfer->curl;

    transfer->status = 0;
    transfer->lines.len = 0;
    transfer->body.len = 0;
    transfer->has_content = 0;
    record_scan_free(transfer->scan);
    transfer->scan = NULL;
    transfer->reason[0] = '\0';
    if (set_body(transfer) != CURLE_OK ||
        curl->easy_setopt(transfer->easy, CURLOPT_URL, transfer->url.data) !=
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

static int fill(struct transfer *transfer,
                const char *url,
                const char *body,
                size_t body_len,
                struct err *err)
{
    transfer->has_body = body != NULL;
    if (url_requote(&transfer->url, url) != 0 ||
        buf_append(&transfer->sent, body, body_len) != 0)
        return no_memory(err);
    if (check_url(transfer, err) != 0)
        return -1;
    return take_handle(transfer) != CURLE_OK ? no_memory(err)
                                             : transfer_prepare(transfer, err);
}

int transfer_new(struct transfer **out,
                 struct outline *outline,
                 const char *url,
                 const char *body,
                 size_t body_len,
                 struct err *err)
{
    struct transfer *transfer = calloc(1, sizeof *transfer);

    if (transfer == NULL)
        return no_memory(err);
    transfer->curl = outline->curl;
    transfer->outline = outline_hold(outline);
    if (fill(transfer, url, body, body_len, err) != 0) {
        transfer_free(transfer);
        return -1;
    }
    *out = transfer;
    return 0;
}

void transfer_free(struct transfer *transfer)
{
    if (transfer == NULL)
        return;
    transfer->curl->easy_cleanup(transfer->easy);
    outline_release(transfer->outline);
    buf_free(&transfer->url);
    buf_free(&transfer->sent);
    buf_free(&transfer->lines);
    buf_free(&transfer->body);
    content_end(&transfer->content);
    record_scan_free(transfer->scan);
    free(transfer);
}

void transfer_fail(struct transfer *transfer,
                   enum err_code code,
                   const char *reason)
{
    struct buf shown = BUF_EMPTY;

    url_shown(&shown, transfer->url.data);
    err_set(&transfer->err, code, "%s %.300s: %s", transfer->outline->method,
            shown.data == NULL ? "" : shown.data, reason);
    buf_free(&shown);
    transfer->finished = 1;
}
