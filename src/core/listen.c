#include "core/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

static int bind_to(int fd, const struct addrinfo *info)
{
    int on = 1;

    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (info->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    return bind(fd, info->ai_addr, info->ai_addrlen) != 0 ? -1
                                                          : listen(fd, BACKLOG);
}

static unsigned port_of(int fd)
{
    struct sockaddr_in6 name = { 0 }; /* the port is where IPv4 has it */
    socklen_t len = sizeof name;

    if (getsockname(fd, (struct sockaddr *)&name, &len) != 0)
        return 0;
    return ntohs(name.sin6_port);
}

static int failed(const char *address, unsigned port, struct err *err)
{
    int number = errno;
    char subject[128];

    snprintf(subject, sizeof subject, "%.80s:%u", address, port);
    if (number == EADDRINUSE)
        return err_set(err, ERR_BUSY, "%s: another program listens there",
                       subject);
    return err_errno(err, subject, number);
}

int listen_open(int *fd,
                unsigned *bound,
                const char *address,
                unsigned port,
                struct err *err)
{
    struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                              .ai_socktype = SOCK_STREAM };
    struct addrinfo *info;
    char service[16];
    int status = 0;

    snprintf(service, sizeof service, "%u", port);
    if (port > 65535 || getaddrinfo(address, service, &hints, &info) != 0)
        return err_set(err, ERR_INVALID, "%s:%u: no numeric address and port",
                       address, port);
    *fd =
        socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*fd < 0 || bind_to(*fd, info) != 0) {
        status = failed(address, port, err);
        if (*fd >= 0)
            close(*fd);
    }
    freeaddrinfo(info);
    if (status == 0)
        *bound = port_of(*fd);
    return status;
}

unsigned listen_descriptors(unsigned count)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return count;
    if (limit.rlim_cur < count) {
        limit.rlim_cur = limit.rlim_max < count ? limit.rlim_max : count;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    return limit.rlim_cur < count ? (unsigned)limit.rlim_cur : count;
}
