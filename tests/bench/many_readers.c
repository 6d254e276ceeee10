/* many_readers.c - keeps many connections busy with one GET.
 *
 *     many_readers PORT CONNECTIONS SECONDS PATH TOKEN
 *
 * Each connection asks again as soon as it has its answer. Prints the answers a
 * second; fails when one of them is not 200. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 64 * 1024, EVENTS = 256 };

struct reader {
    int fd;
    size_t got;  /* bytes of the answer so far */
    size_t want; /* bytes of the whole answer; 0: not known yet */
};

static char request[4096];
static size_t request_len;

static void die(const char *what)
{
    perror(what);
    exit(2);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void ask(struct reader *reader)
{
    reader->got = reader->want = 0;
    if (send(reader->fd, request, request_len, MSG_NOSIGNAL) !=
        (ssize_t)request_len)
        die("send");
}

static void open_reader(struct reader *reader, int poll_fd, int port)
{
    struct sockaddr_in name = { .sin_family = AF_INET,
                                .sin_port = htons((unsigned short)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = reader };

    reader->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (reader->fd < 0 ||
        connect(reader->fd, (struct sockaddr *)&name, sizeof name) != 0)
        die("connect");
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, reader->fd, &event);
}

/* The length of head and body, from a head that came in one piece. */
static size_t length_of(const char *text)
{
    const char *end = strstr(text, "\r\n\r\n");
    const char *length = strstr(text, "Content-Length: ");

    if (strncmp(text, "HTTP/1.1 200", 12) != 0 || end == NULL || length == NULL)
        die(text);
    return (size_t)(end - text) + 4 + strtoul(length + 16, NULL, 10);
}

/* 1 when an answer is whole. */
static int take(struct reader *reader)
{
    static char text[ROOM + 1];
    ssize_t n = recv(reader->fd, text, ROOM, 0);

    if (n <= 0)
        die("recv");
    text[n] = '\0';
    if (reader->want == 0)
        reader->want = length_of(text);
    reader->got += (size_t)n;
    return reader->got >= reader->want;
}

static unsigned long run(int poll_fd, double seconds)
{
    double end = now() + seconds;
    unsigned long answers = 0;

    while (now() < end) {
        struct epoll_event events[EVENTS];
        int n = epoll_wait(poll_fd, events, EVENTS, 1000);

        for (int i = 0; i < n; i++) {
            if (take(events[i].data.ptr)) {
                answers++;
                ask(events[i].data.ptr);
            }
        }
    }
    return answers;
}

int main(int argc, char **argv)
{
    int count = argc == 6 ? atoi(argv[2]) : 0;
    int poll_fd = epoll_create1(0);
    struct rlimit files = { .rlim_cur = 8192, .rlim_max = 8192 };
    struct reader *readers = calloc((size_t)count + 1, sizeof *readers);

    if (count < 1 || readers == NULL)
        die("usage: many_readers PORT CONNECTIONS SECONDS PATH TOKEN");
    setrlimit(RLIMIT_NOFILE, &files);
    request_len = (size_t)snprintf(
        request, sizeof request,
        "GET %s HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer %s\r\n\r\n",
        argv[4], argv[5]);
    for (int i = 0; i < count; i++)
        open_reader(&readers[i], poll_fd, atoi(argv[1]));
    for (int i = 0; i < count; i++)
        ask(&readers[i]);
    printf("%.0f\n", (double)run(poll_fd, atof(argv[3])) / atof(argv[3]));
    return 0;
}
