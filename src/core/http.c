#include "core/http.h"

#include <stdlib.h>
#include <time.h>

#include "core/interrupt.h"
#include "core/redirect.h"

static int64_t now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int http_open(struct http **out, struct err *err)
{
    struct http *http = calloc(1, sizeof *http);

    if (http == NULL)
        return err_set(err, ERR_LIMIT, "http: not enough memory");
    http->finished_end = &http->finished;
    if (curl_library_open(&http->curl, err) != 0) {
        free(http);
        return -1;
    }
    http->multi = http->curl.multi_init();
    if (http->multi == NULL) {
        free(http);
        return err_set(err, ERR_LIMIT, "http: not enough memory");
    }
    *out = http;
    return 0;
}

static void link_running(struct http *http, struct transfer *transfer)
{
    transfer->http = http;
    transfer->previous = NULL;
    transfer->next = http->running;
    if (http->running != NULL)
        http->running->previous = transfer;
    http->running = transfer;
}

static void unlink_running(struct http *http, struct transfer *transfer)
{
    if (transfer->previous != NULL)
        transfer->previous->next = transfer->next;
    else
        http->running = transfer->next;
    if (transfer->next != NULL)
        transfer->next->previous = transfer->previous;
    transfer->next = transfer->previous = NULL;
}

static void append_finished(struct http *http, struct transfer *transfer)
{
    *http->finished_end = transfer;
    http->finished_end = &transfer->next;
}

struct transfer *http_next(struct http *http)
{
    struct transfer *first = http->finished;

    if (first == NULL)
        return NULL;
    http->finished = first->next;
    if (http->finished == NULL)
        http->finished_end = &http->finished;
    first->next = NULL;
    first->http = NULL;
    return first;
}

/* Take a finished transfer that nobody asked for out of the queue. */
static void forget_finished(struct http *http, struct transfer *transfer)
{
    struct transfer **at = &http->finished;

    while (*at != NULL && *at != transfer)
        at = &(*at)->next;
    if (*at == NULL)
        return;
    *at = transfer->next;
    if (http->finished_end == &transfer->next)
        http->finished_end = at;
    transfer->next = NULL;
}

void http_cancel(struct transfer *transfer)
{
    struct http *http = transfer->http;

    if (http == NULL)
        return;
    if (transfer->finished) {
        forget_finished(http, transfer);
    } else {
        http->curl.multi_remove_handle(http->multi, transfer->easy);
        unlink_running(http, transfer);
        transfer_fail(transfer, ERR_CANCELLED, "cancelled");
    }
    transfer->http = NULL;
}

void http_close(struct http *http)
{
    if (http == NULL)
        return;
    while (http->running != NULL)
        http_cancel(http->running);
    while (http_next(http) != NULL)
        continue;
    outline_forget(&http->curl);
    http->curl.multi_cleanup(http->multi);
    free(http);
}

static int multi_failed(struct http *http, CURLMcode code, struct err *err)
{
    return err_set(err, ERR_INTERNAL, "http: %s",
                   http->curl.multi_strerror(code));
}

static void finish(struct http *http, struct transfer *transfer)
{
    unlink_running(http, transfer);
    append_finished(http, transfer);
    outline_give(transfer->outline, transfer->easy);
    transfer->easy = NULL;
    content_end(&transfer->content); /* 40 KB, if packed: not until collected */
}

/* What libcurl is done with: finished, or on to the next hop. */
static void collect(struct http *http)
{
    CURLMsg *message;
    int left;

    while ((message = http->curl.multi_info_read(http->multi, &left)) != NULL) {
        struct transfer *transfer = NULL;
        CURL *easy = message->easy_handle;
        CURLcode code = message->data.result;

        http->curl.easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&transfer);
        http->curl.multi_remove_handle(http->multi, easy);
        transfer->last_us = now_us();
        if (!redirect_hop_done(transfer, code))
            finish(http, transfer);
        else if (http->curl.multi_add_handle(http->multi, easy) != CURLM_OK) {
            transfer_fail(transfer, ERR_INTERNAL, "cannot be started again");
            finish(http, transfer);
        }
    }
}

/* Before the connection stands, another limit holds. */
static int is_connected(struct http *http, struct transfer *transfer)
{
    curl_off_t us = 0;

    http->curl.easy_getinfo(transfer->easy, CURLINFO_PRETRANSFER_TIME_T, &us);
    return us > 0;
}

/* Finish the transfers that were silent for too long. Returns the microseconds
 * until the next one may be, at most `limit_us`. */
static int64_t check_silence(struct http *http, int64_t limit_us)
{
    struct transfer *next;
    int64_t now = now_us();

    for (struct transfer *t = http->running; t != NULL; t = next) {
        int64_t allowed = (int64_t)(t->outline->limits.read_timeout * 1e6),
                left;

        next = t->next;
        if (allowed == 0)
            continue;
        if (!is_connected(http, t))
            t->last_us = now;
        left = t->last_us + allowed - now;
        if (left <= 0) {
            http->curl.multi_remove_handle(http->multi, t->easy);
            transfer_fail(t, ERR_TIMEOUT, "the server says nothing");
            finish(http, t);
            left = 0;
        }
        if (left < limit_us)
            limit_us = left;
    }
    return limit_us;
}

static int step(struct http *http, struct err *err)
{
    int running;
    CURLMcode code = http->curl.multi_perform(http->multi, &running);

    if (code != CURLM_OK)
        return multi_failed(http, code, err);
    collect(http);
    return 0;
}

/* The request is on its way before the next one is made ready: answers that
 * came together would else be asked for together again. */
int http_start(struct http *http, struct transfer *transfer, struct err *err)
{
    CURLMcode code = http->curl.multi_add_handle(http->multi, transfer->easy);

    if (code != CURLM_OK)
        return multi_failed(http, code, err);
    transfer->last_us = now_us();
    link_running(http, transfer);
    return step(http, err);
}

/* Sleep until there is something to do. */
static void pause_until(struct http *http, int64_t us)
{
    struct curl_waitfd wake = { .fd = interrupt_fd(),
                                .events = CURL_WAIT_POLLIN };
    int ready;

    http->curl.multi_poll(http->multi, &wake, wake.fd >= 0 ? 1 : 0,
                          (int)((us + 999) / 1000), &ready);
}

int http_wait(struct http *http, double seconds, struct err *err)
{
    enum { HOUR = 3600 };
    int64_t end =
        now_us() +
        (int64_t)((seconds < 0 || seconds > 1e9 ? 1e9 : seconds) * 1e6);

    for (;;) {
        int64_t left = end - now_us();

        if (interrupt_signal() != 0)
            return err_set(err, ERR_CANCELLED, "http: interrupted");
        if (step(http, err) != 0)
            return -1;
        left = check_silence(http,
                             left > HOUR * 1000000LL ? HOUR * 1000000LL : left);
        if (http->finished != NULL || end <= now_us() ||
            (seconds < 0 && http->running == NULL))
            return 0;
        pause_until(http, left > 0 ? left : 0);
    }
}
