#include "core/http_server.h"

#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "core/http_exchange.h"
#include "core/http_gate.h"
#include "core/http_relay.h"
#include "core/interrupt.h"
#include "core/listen.h"

enum {
    SECOND = 1000000,
    DESCRIPTORS_OF_OURS = 64,
    DESCRIPTORS_EACH = 3, /* the client's, and a pair to libmicrohttpd */
    LEAVING = 64, /* connections that libmicrohttpd has not seen the end of */
    MEMORY_OF_A_CONNECTION = 16 * 1024 /* its request line and headers too */
};

#define TLS_PRIORITIES "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

int64_t http_now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * SECOND + now.tv_nsec / 1000;
}

/* ------------------------------------------------------------- connections */

static struct http_client *client_new(struct http_server *server,
                                      struct MHD_Connection *connection)
{
    struct http_client *client = calloc(1, sizeof *client);
    const union MHD_ConnectionInfo *info;

    if (client == NULL)
        return NULL;
    client->since_us = http_now_us();
    client->fd =
        server->mhd
            .get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)
            ->connect_fd;
    info = server->mhd.get_connection_info(connection,
                                           MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    getnameinfo(info->client_addr,
                info->client_addr->sa_family == AF_INET6
                    ? sizeof(struct sockaddr_in6)
                    : sizeof(struct sockaddr_in),
                client->peer, sizeof client->peer, NULL, 0, NI_NUMERICHOST);
    http_relay_arrived(server, client);
    client->next = server->clients;
    if (client->next != NULL)
        client->next->previous = client;
    server->clients = client;
    server->connections++;
    return client;
}

static void client_free(struct http_server *server, struct http_client *client)
{
    http_relay_left(client);
    if (client->next != NULL)
        client->next->previous = client->previous;
    if (client->previous != NULL)
        client->previous->next = client->next;
    else
        server->clients = client->next;
    server->connections--;
    free(client);
}

static void on_connection(void *user,
                          struct MHD_Connection *connection,
                          void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http_server *server = user;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *context = client_new(server, connection);
    } else if (*context != NULL) {
        /* Its handshake failed, or nothing followed on it. Whether there was
         * one cannot be asked: libmicrohttpd has let go of GnuTLS. */
        if (server->tls && !((struct http_client *)*context)->spoke)
            http_exchange_refused(server, *context);
        client_free(server, *context);
        *context = NULL;
    }
}

/* Cut the connections whose next step takes too long: libmicrohttpd only sees
 * silence, not a byte now and then. */
static void sweep(struct http_server *server)
{
    int64_t now = http_now_us();
    int64_t oldest = now - (int64_t)server->limits.deadline * SECOND;

    if (now - server->swept_us < SECOND)
        return;
    server->swept_us = now;
    for (struct http_client *client = server->clients; client != NULL;
         client = client->next)
        if (!client->waits && client->since_us < oldest)
            shutdown(client->fd, SHUT_RDWR);
    http_gate_sweep(server, server->limits.timeout < server->limits.deadline
                                ? now - (int64_t)server->limits.timeout * SECOND
                                : oldest);
}

/* ------------------------------------------------------------------ daemon */

/* TLS as options of libmicrohttpd; without a certificate only their end. */
struct tls {
    struct MHD_OptionItem items[4];
};

static struct tls tls_of(const struct http_server_options *options)
{
    struct tls tls = { { { MHD_OPTION_END, 0, NULL } } };

    if (options->certificate == NULL)
        return tls;
    return (struct tls){ {
        { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)options->certificate },
        { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)options->key },
        { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)TLS_PRIORITIES },
        { MHD_OPTION_END, 0, NULL },
    } };
}

static struct MHD_Daemon *start(struct http_server *server,
                                const struct http_server_options *options)
{
    unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME |
                     MHD_USE_NO_LISTEN_SOCKET |
                     (options->certificate != NULL ? MHD_USE_TLS : 0U);
    struct tls tls = tls_of(options);

    return server->mhd.start_daemon(
        flags, 0, NULL, NULL, http_exchange_handle, server,
        MHD_OPTION_CONNECTION_LIMIT, server->limits.max_connections + LEAVING,
        MHD_OPTION_CONNECTION_TIMEOUT, server->limits.timeout,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY_OF_A_CONNECTION,
        MHD_OPTION_URI_LOG_CALLBACK, http_exchange_begin, server,
        MHD_OPTION_NOTIFY_COMPLETED, http_exchange_end, server,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_ARRAY,
        tls.items, MHD_OPTION_END);
}

static void set_limits(struct http_server *server,
                       const struct http_server_options *options)
{
    unsigned each = options->certificate != NULL ? 1 : DESCRIPTORS_EACH;
    unsigned wanted = options->max_connections * each + DESCRIPTORS_OF_OURS;
    unsigned given = listen_descriptors(wanted);

    server->limits = *options;
    if (given < wanted)
        server->limits.max_connections =
            (given > 2 * DESCRIPTORS_OF_OURS ? given - DESCRIPTORS_OF_OURS
                                             : DESCRIPTORS_OF_OURS) /
            each;
}

static int open_daemon(struct http_server *server,
                       const struct http_server_options *options,
                       struct err *err)
{
    int fd;

    if (microhttpd_library_open(&server->mhd, err) != 0)
        return -1;
    if (options->certificate != NULL &&
        server->mhd.is_feature_supported(MHD_FEATURE_TLS) != MHD_YES)
        return err_set(err, ERR_RUNTIME_MISSING,
                       "libmicrohttpd: was made without TLS");
    server->tls = options->certificate != NULL;
    set_limits(server, options);
    if (listen_open(&fd, &server->port, options->address, options->port, err) !=
        0)
        return -1;
    server->daemon = start(server, options);
    if (server->daemon != NULL)
        return http_gate_open(server, fd, err);
    close(fd);
    return err_set(err, server->tls ? ERR_TLS : ERR_IO,
                   server->tls
                       ? "server: the certificate and its key cannot be used"
                       : "server: cannot start");
}

int http_server_open(struct http_server **out,
                     const struct http_server_options *options,
                     struct err *err)
{
    struct http_server *server = calloc(1, sizeof *server);

    if (server == NULL)
        return err_set(err, ERR_LIMIT, "server: not enough memory");
    server->last = &server->first;
    server->listen_fd = server->gate_fd = -1;
    if (open_daemon(server, options, err) != 0) {
        http_server_close(server);
        return -1;
    }
    *out = server;
    return 0;
}

unsigned http_server_port(const struct http_server *server)
{
    return server->port;
}

unsigned http_server_busy(const struct http_server *server)
{
    return server->busy + http_relay_busy(server);
}

unsigned http_server_connections(const struct http_server *server)
{
    return server->tls ? server->connections : server->guest_count;
}

int http_server_refused(struct http_server *server, struct http_refusal *out)
{
    if (server->told == server->refused)
        return 0;
    if (server->refused - server->told > REFUSALS)
        server->told = server->refused - REFUSALS;
    *out = server->refusals[server->told++ % REFUSALS];
    return 1;
}

void http_server_quiesce(struct http_server *server)
{
    server->quiet = 1;
    http_gate_shut(server);
}

void http_server_close(struct http_server *server)
{
    if (server == NULL)
        return;
    for (struct http_exchange *each = server->exchanges; each != NULL;
         each = each->next)
        http_exchange_drop(each);
    server->first = NULL;
    http_gate_close(server);
    if (server->daemon != NULL) {
        server->mhd.run(server->daemon);
        server->mhd.stop_daemon(server->daemon);
    }
    free(server);
}

/* -------------------------------------------------------------------- loop */

static struct http_exchange *take(struct http_server *server)
{
    struct http_exchange *exchange = server->first;

    if (exchange == NULL)
        return NULL;
    server->first = exchange->after;
    if (server->first == NULL)
        server->last = &server->first;
    exchange->after = NULL;
    exchange->held = 1;
    return exchange;
}

/* Milliseconds until something has to be done, at most `seconds`. */
static int patience(struct http_server *server, double seconds)
{
    MHD_UNSIGNED_LONG_LONG theirs;
    int limit = seconds < 1 ? (int)(seconds * 1000) + 1 : 1000;

    if (server->mhd.get_timeout(server->daemon, &theirs) == MHD_YES &&
        theirs < (MHD_UNSIGNED_LONG_LONG)limit)
        return (int)theirs;
    return limit;
}

int http_server_next(struct http_server *server,
                     double seconds,
                     struct http_exchange **out,
                     struct err *err)
{
    int64_t end = http_now_us() + (int64_t)(seconds * SECOND), now;

    while ((*out = take(server)) == NULL) {
        if (interrupt_signal() != 0)
            return err_set(err, ERR_CANCELLED, "server: interrupted");
        server->mhd.run(server->daemon);
        http_relay_ready(server);
        sweep(server);
        now = http_now_us();
        if (server->first == NULL &&
            (now >= end || server->told != server->refused))
            return 0;
        if (server->first == NULL)
            http_gate_wait(server,
                           patience(server, (double)(end - now) / SECOND));
    }
    return 0;
}
