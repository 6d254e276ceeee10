#include "core/redirect.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/url.h"

static int plain_port(const char *digits, size_t len)
{
    return len > 0 && len < 6 && *digits != '0' && atoi(digits) < 65536;
}

/* The origin of "https://name:8080/...", as most addresses are written, which
 * needs no libcurl. 1; or 0 for another form, -1 without memory. */
static int plain_origin(const char *url,
                        const char *scheme,
                        const char *port,
                        struct buf *out)
{
    size_t start = strlen(scheme), host = 0, len = strlen(port);

    if (strncmp(url, scheme, start) != 0)
        return 0;
    url += start;
    while (isalnum((unsigned char)url[host]) || url[host] == '-' ||
           url[host] == '.')
        host++;
    if (url[host] == ':') {
        port = url + host + 1;
        len = strspn(port, "0123456789");
    }
    if (host == 0 || !plain_port(port, len) ||
        (url[host] == ':' ? port[len] : url[host]) != '/')
        return 0;
    return buf_append(out, scheme, start - 3) != 0 || buf_putc(out, ' ') != 0 ||
                   buf_append(out, url, host) != 0 || buf_putc(out, ' ') != 0 ||
                   buf_append(out, port, len) != 0 || buf_putc(out, ' ') != 0
               ? -1
               : 1;
}

static int
parsed_origin(const struct curl_library *curl, const char *url, struct buf *out)
{
    static const CURLUPart parts[] = { CURLUPART_SCHEME, CURLUPART_HOST,
                                       CURLUPART_PORT };
    CURLU *parsed = curl->url();
    int status = -1;

    if (parsed != NULL &&
        curl->url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK)
        status = 0;
    for (size_t i = 0; i < 3 && status == 0; i++) {
        char *text = NULL;

        if (curl->url_get(parsed, parts[i], &text, CURLU_DEFAULT_PORT) !=
                CURLUE_OK ||
            (i == 0 && strcmp(text, "http") != 0 &&
             strcmp(text, "https") != 0) ||
            buf_printf(out, "%s ", text) != 0)
            status = -1;
        curl->free(text);
    }
    curl->url_cleanup(parsed);
    return status;
}

int redirect_origin(const struct curl_library *curl,
                    const char *url,
                    struct buf *out)
{
    int found = plain_origin(url, "https://", "443", out);

    if (found == 0)
        found = plain_origin(url, "http://", "80", out);
    if (found == 0)
        return parsed_origin(curl, url, out);
    return found < 0 ? -1 : 0;
}

static int
same_origin(const struct curl_library *curl, const char *url, const char *other)
{
    struct buf a = BUF_EMPTY, b = BUF_EMPTY;
    int same = redirect_origin(curl, url, &a) == 0 &&
               redirect_origin(curl, other, &b) == 0 &&
               strcasecmp(a.data, b.data) == 0;

    buf_free(&a);
    buf_free(&b);
    return same;
}

/* The outline of the next hop takes the place of this one's. */
static int change_outline(struct transfer *transfer, int keeps_sensitive)
{
    const char *method = transfer->outline->method;
    int is_head = strcmp(method, "HEAD") == 0;
    int is_post = strcmp(method, "POST") == 0;
    int repeats = transfer->status == 307 || transfer->status == 308;
    struct outline *next;

    if (((transfer->status == 302 || transfer->status == 303) && !is_head) ||
        (transfer->status == 301 && is_post))
        method = "GET";
    next = outline_changed(transfer->outline, method, repeats, keeps_sensitive);
    if (next == NULL)
        return -1;
    if (!repeats) {
        transfer->has_body = 0;
        transfer->sent.len = 0;
    }
    outline_release(transfer->outline);
    transfer->outline = next;
    return outline_set(next, transfer->easy) == CURLE_OK ? 0 : -1;
}

/* Where the answer sends us, or NULL. */
static const char *target(struct transfer *transfer)
{
    char *url = NULL;

    switch (transfer->status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        if (transfer->outline->limits.follow)
            transfer->curl->easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL,
                                         &url);
    }
    return url;
}

/* Turn the transfer towards `url`. 1, or 0 when it failed and is finished. */
static int follow(struct transfer *transfer, const char *url)
{
    struct buf next = BUF_EMPTY, ignored = BUF_EMPTY;
    struct err err;
    int status;

    if (transfer->redirects == TRANSFER_MAX_REDIRECTS) {
        transfer_fail(transfer, ERR_LIMIT, "more than 30 redirects");
        return 0;
    }
    status = url_requote(&next, url);
    if (status == 0 &&
        redirect_origin(transfer->curl, next.data, &ignored) != 0) {
        transfer_fail(transfer, ERR_INVALID,
                      "redirected to what is no address of http or https");
        status = -1;
    } else if (status == 0) {
        int stays = same_origin(transfer->curl, transfer->url.data, next.data);

        transfer->redirects++;
        transfer->url.len = 0;
        status = change_outline(transfer, stays) != 0 ||
                         buf_append(&transfer->url, next.data, next.len) != 0 ||
                         transfer_prepare(transfer, &err) != 0
                     ? -1
                     : 0;
    }
    buf_free(&next);
    buf_free(&ignored);
    if (status != 0 && !transfer->finished)
        transfer_fail(transfer, ERR_LIMIT, "not enough memory");
    return status == 0;
}

static enum err_code code_of(CURLcode code)
{
    switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
        return ERR_INVALID;
    case CURLE_OPERATION_TIMEDOUT:
        return ERR_TIMEOUT;
    case CURLE_OUT_OF_MEMORY:
        return ERR_LIMIT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return ERR_TLS;
    default:
        return ERR_NETWORK;
    }
}

static void failed(struct transfer *transfer, CURLcode code)
{
    char reason[64];

    if (transfer->too_large) {
        snprintf(reason, sizeof reason, "the answer is larger than %zu bytes",
                 transfer->outline->limits.max_body);
        transfer_fail(transfer, ERR_LIMIT, reason);
    } else if (transfer->is_broken) {
        transfer_fail(transfer, ERR_NETWORK, "the body cannot be decompressed");
    } else {
        transfer_fail(transfer, code_of(code),
                      transfer->reason[0] != '\0'
                          ? transfer->reason
                          : transfer->curl->easy_strerror(code));
    }
}

int redirect_hop_done(struct transfer *transfer, CURLcode code)
{
    const char *url;

    if (code != CURLE_OK) {
        failed(transfer, code);
        return 0;
    }
    transfer->curl->easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE,
                                 &transfer->status);
    url = target(transfer);
    if (url != NULL)
        return follow(transfer, url);
    transfer->finished = 1;
    return 0;
}
