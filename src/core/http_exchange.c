#include "core/http_exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/http_relay.h"

/* How much more than the limit is read and thrown away, so that the client
 * sees the answer instead of a broken connection. */
enum { PATIENCE = 4 };

static void list_add(struct http_server *server, struct http_exchange *exchange)
{
    exchange->next = server->exchanges;
    if (server->exchanges != NULL)
        server->exchanges->previous = exchange;
    server->exchanges = exchange;
}

static void list_remove(struct http_exchange *exchange)
{
    if (exchange->next != NULL)
        exchange->next->previous = exchange->previous;
    if (exchange->previous != NULL)
        exchange->previous->next = exchange->next;
    else
        exchange->server->exchanges = exchange->next;
}

static void release(struct http_exchange *exchange)
{
    buf_free(&exchange->body);
    free(exchange->target);
    free(exchange);
}

void *http_exchange_begin(void *user,
                          const char *target,
                          struct MHD_Connection *connection)
{
    struct http_server *server = user;
    const union MHD_ConnectionInfo *info = server->mhd.get_connection_info(
        connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct http_exchange *exchange = calloc(1, sizeof *exchange);

    if (exchange == NULL)
        return NULL;
    exchange->target = strdup(target);
    if (exchange->target == NULL || info == NULL ||
        info->socket_context == NULL) {
        release(exchange);
        return NULL;
    }
    exchange->server = server;
    exchange->connection = connection;
    exchange->client = info->socket_context;
    exchange->client->spoke = 1;
    list_add(server, exchange);
    server->busy++;
    return exchange;
}

/* The caller's turn: nothing more is done for this connection until then. */
static enum MHD_Result submit(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;

    exchange->suspended = 1;
    exchange->client->waits = 1;
    server->mhd.suspend_connection(exchange->connection);
    *server->last = exchange;
    server->last = &exchange->after;
    return MHD_YES;
}

static const char *header(const struct http_exchange *exchange,
                          const char *name)
{
    return exchange->server->mhd.lookup_connection_value(exchange->connection,
                                                         MHD_HEADER_KIND, name);
}

static void refuse(struct http_exchange *exchange, enum http_trouble why)
{
    exchange->trouble = why;
    exchange->server->bodies -= exchange->body.len;
    buf_free(&exchange->body);
}

/* A body that is announced as far too long is not even read. */
static enum MHD_Result
begun(struct http_exchange *exchange, const char *method, const char *version)
{
    const char *length = header(exchange, "Content-Length");
    size_t max = exchange->server->limits.max_body;
    unsigned long long announced =
        length != NULL ? strtoull(length, NULL, 10) : 0;

    exchange->begun = 1;
    snprintf(exchange->method, sizeof exchange->method, "%s", method);
    if (strcmp(version, MHD_HTTP_VERSION_1_1) == 0 &&
        header(exchange, "Host") == NULL) {
        refuse(exchange, HTTP_TROUBLE_NO_HOST);
        return submit(exchange);
    }
    if (announced <= max)
        return MHD_YES;
    refuse(exchange, HTTP_TROUBLE_TOO_LARGE);
    if (announced > PATIENCE * (unsigned long long)max ||
        header(exchange, "Expect") != NULL)
        return submit(exchange);
    return MHD_YES;
}

static enum MHD_Result
collect(struct http_exchange *exchange, const char *data, size_t size)
{
    struct http_server *server = exchange->server;
    size_t max = server->limits.max_body;

    exchange->received += size;
    if (exchange->received > PATIENCE * max)
        return MHD_NO;
    if (exchange->trouble != HTTP_TROUBLE_NONE)
        return MHD_YES;
    if (exchange->received > max) {
        refuse(exchange, HTTP_TROUBLE_TOO_LARGE);
    } else if (server->bodies + size > server->limits.max_bodies ||
               buf_append(&exchange->body, data, size) != 0) {
        refuse(exchange, HTTP_TROUBLE_FULL);
    } else {
        server->bodies += size;
    }
    return MHD_YES;
}

static enum MHD_Result hand_over(struct http_exchange *exchange)
{
    struct microhttpd_library *mhd = &exchange->server->mhd;
    enum MHD_Result result;

    if (exchange->server->quiet)
        mhd->add_response_header(exchange->response, "Connection", "close");
    result = mhd->queue_response(exchange->connection, exchange->status,
                                 exchange->response);
    mhd->destroy_response(exchange->response);
    exchange->response = NULL;
    return result;
}

enum MHD_Result http_exchange_handle(void *user,
                                     struct MHD_Connection *connection,
                                     const char *path,
                                     const char *method,
                                     const char *version,
                                     const char *data,
                                     size_t *size,
                                     void **context)
{
    struct http_exchange *exchange = *context;
    size_t len = *size;

    (void)user;
    (void)connection;
    (void)path;
    if (exchange == NULL || exchange->dropped)
        return MHD_NO;
    if (exchange->response != NULL)
        return hand_over(exchange);
    if (!exchange->begun)
        return begun(exchange, method, version);
    *size = 0;
    return len > 0 ? collect(exchange, data, len) : submit(exchange);
}

void http_exchange_end(void *user,
                       struct MHD_Connection *connection,
                       void **context,
                       enum MHD_RequestTerminationCode why)
{
    struct http_server *server = user;
    struct http_exchange *exchange = *context;

    (void)connection;
    *context = NULL;
    if (exchange == NULL)
        return;
    exchange->client->waits = 0;
    exchange->client->since_us = http_now_us();
    if (why == MHD_REQUEST_TERMINATED_COMPLETED_OK ||
        exchange->trouble != HTTP_TROUBLE_NONE)
        http_relay_next(server, exchange->client->guest);
    server->busy--;
    server->bodies -= exchange->body.len;
    if (server->tls && !exchange->begun) /* no relay has looked at its head */
        http_exchange_refused(server, exchange->client);
    list_remove(exchange);
    if (exchange->response != NULL)
        server->mhd.destroy_response(exchange->response);
    exchange->response = NULL;
    exchange->connection = NULL;
    exchange->server = NULL;
    if (!exchange->held)
        release(exchange);
}

void http_exchange_refused(struct http_server *server,
                           const struct http_client *client)
{
    struct http_refusal *refusal =
        &server->refusals[server->refused++ % REFUSALS];

    refusal->status = HTTP_NO_REQUEST;
    memcpy(refusal->peer, client->peer, sizeof refusal->peer);
}

static void resume(struct http_exchange *exchange)
{
    exchange->suspended = 0;
    exchange->client->waits = 0;
    exchange->client->since_us = http_now_us();
    exchange->server->mhd.resume_connection(exchange->connection);
}

void http_exchange_drop(struct http_exchange *exchange)
{
    exchange->dropped = 1;
    if (exchange->suspended)
        resume(exchange);
}

const char *http_exchange_method(const struct http_exchange *exchange)
{
    return exchange->method;
}

const char *http_exchange_target(const struct http_exchange *exchange)
{
    return exchange->target;
}

const struct buf *http_exchange_body(const struct http_exchange *exchange)
{
    return &exchange->body;
}

enum http_trouble http_exchange_trouble(const struct http_exchange *exchange)
{
    return exchange->trouble;
}

const char *http_exchange_peer(const struct http_exchange *exchange)
{
    return exchange->suspended ? exchange->client->peer : "";
}

const char *http_exchange_header(const struct http_exchange *exchange,
                                 const char *name)
{
    return exchange->suspended ? header(exchange, name) : NULL;
}

static struct MHD_Response *make_response(const struct microhttpd_library *mhd,
                                          const struct http_answer *answer)
{
    struct MHD_Response *response = mhd->create_response_from_buffer(
        answer->len, (void *)answer->body, MHD_RESPMEM_MUST_COPY);

    for (size_t i = 0; response != NULL && i < answer->header_count; i++) {
        if (mhd->add_response_header(response, answer->headers[2 * i],
                                     answer->headers[2 * i + 1]) != MHD_YES) {
            mhd->destroy_response(response);
            return NULL;
        }
    }
    return response;
}

int http_exchange_reply(struct http_exchange *exchange,
                        const struct http_answer *answer,
                        struct err *err)
{
    if (!exchange->suspended)
        return 0; /* the client is gone */
    exchange->response = make_response(&exchange->server->mhd, answer);
    if (exchange->response == NULL)
        return err_set(err, ERR_INVALID, "%s: the answer cannot be sent",
                       exchange->target);
    exchange->status = answer->status;
    resume(exchange);
    return 0;
}

void http_exchange_free(struct http_exchange *exchange)
{
    if (exchange == NULL)
        return;
    exchange->held = 0;
    if (exchange->server == NULL)
        release(exchange);
    else if (exchange->suspended)
        http_exchange_drop(exchange);
}
