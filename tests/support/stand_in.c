/* stand_in.c - a loopback stand-in for somebody's API, for tests and the demo.
 *
 *     stand_in RULES.json [--log FILE] -- COMMAND ARGUMENT...
 *
 * Serves the rules on a free port of 127.0.0.1, runs the command with that
 * address in STAND_IN_BASE ("http://127.0.0.1:PORT"), and ends with the
 * command's exit status. FILE gets one line of JSON for each request.
 *
 * RULES.json is a list; the first rule that fits answers. A rule has `method`
 * (GET), `path`, `query`, `headers` (pairs that must be there), `body_contains`
 * and `responses`: served in turn, the last one for ever, each with `status`
 * (200), `headers` and one of `json`, `text`, `base64`. {{BASE}} in a body or
 * a header stands for the address. `drip` sends a text byte by byte, with so
 * many milliseconds before each. Without a rule the status is 599. */
#include <cjson/cJSON.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/buf.h"
#include "stand_in_answer.h"

struct stand_in {
    cJSON *rules;
    pthread_mutex_t lock; /* for the next two */
    int *served;          /* how often each rule has answered */
    FILE *log;
    char base[64];
};

/* The target of one request as it came, and its body so far. */
struct request {
    char *target;
    struct buf body;
};

static cJSON *read_json(const char *path)
{
    struct buf text = BUF_EMPTY;
    char chunk[65536];
    FILE *file = fopen(path, "rb");
    cJSON *json;
    size_t n;

    if (file == NULL)
        stand_in_die(strerror(errno));
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
        if (buf_append(&text, chunk, n) != 0)
            stand_in_die("out of memory");
    fclose(file);
    json = cJSON_Parse(text.data);
    buf_free(&text);
    if (!cJSON_IsArray(json))
        stand_in_die("the rules are no list");
    return json;
}

/* Whether the request has all pairs that the rule names under `part`. */
static int pairs_fit(struct MHD_Connection *connection,
                     enum MHD_ValueKind kind,
                     const cJSON *rule,
                     const char *part)
{
    const cJSON *pair;

    cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(rule, part))
    {
        const char *value =
            MHD_lookup_connection_value(connection, kind, pair->string);

        if (value == NULL || !cJSON_IsString(pair) ||
            strcmp(value, pair->valuestring) != 0)
            return 0;
    }
    return 1;
}

static int rule_fits(struct MHD_Connection *connection,
                     const cJSON *rule,
                     const char *method,
                     const char *path,
                     const char *body)
{
    return strcmp(stand_in_text(rule, "method", "GET"), method) == 0 &&
           strcmp(stand_in_text(rule, "path", ""), path) == 0 &&
           strstr(body, stand_in_text(rule, "body_contains", "")) != NULL &&
           pairs_fit(connection, MHD_GET_ARGUMENT_KIND, rule, "query") &&
           pairs_fit(connection, MHD_HEADER_KIND, rule, "headers");
}

static long delay_of(const cJSON *rule)
{
    const cJSON *delay = cJSON_GetObjectItemCaseSensitive(rule, "delay_ms");

    return delay != NULL ? (long)delay->valueint : 0;
}

/* The answer, and how late it is to come. */
static const cJSON *choose(struct stand_in *self,
                           struct MHD_Connection *connection,
                           const char *method,
                           const char *path,
                           const char *body,
                           long *delay_ms)
{
    const cJSON *rule, *responses;
    int index = 0;

    *delay_ms = 0;

    cJSON_ArrayForEach(rule, self->rules)
    {
        if (rule_fits(connection, rule, method, path, body)) {
            int turn = self->served[index]++;

            responses = cJSON_GetObjectItemCaseSensitive(rule, "responses");
            if (turn >= cJSON_GetArraySize(responses))
                turn = cJSON_GetArraySize(responses) - 1;
            *delay_ms = delay_of(rule);
            return cJSON_GetArrayItem(responses, turn);
        }
        index++;
    }
    return NULL;
}

static enum MHD_Result answer_with(struct stand_in *self,
                                   struct MHD_Connection *connection,
                                   const cJSON *response)
{
    const cJSON *status = cJSON_GetObjectItemCaseSensitive(response, "status");
    struct MHD_Response *answer = stand_in_answer(response, self->base);
    unsigned code = status != NULL ? (unsigned)status->valueint : 200;
    enum MHD_Result result;

    result =
        MHD_queue_response(connection, response == NULL ? 599 : code, answer);
    MHD_destroy_response(answer);
    return result;
}

static enum MHD_Result add_header(void *headers,
                                  enum MHD_ValueKind kind,
                                  const char *name,
                                  const char *value)
{
    (void)kind;
    cJSON_AddStringToObject(headers, name, value != NULL ? value : "");
    return MHD_YES;
}

static void write_log(struct stand_in *self,
                      struct MHD_Connection *connection,
                      const char *method,
                      const struct request *request,
                      const char *body)
{
    cJSON *line, *headers;
    char *text;

    if (self->log == NULL)
        return;
    line = cJSON_CreateObject();
    cJSON_AddStringToObject(line, "method", method);
    cJSON_AddStringToObject(line, "target", request->target);
    headers = cJSON_AddObjectToObject(line, "headers");
    MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header, headers);
    cJSON_AddStringToObject(line, "body", body);
    text = cJSON_PrintUnformatted(line);
    fprintf(self->log, "%s\n", text);
    fflush(self->log);
    free(text);
    cJSON_Delete(line);
}

/* Keeps the target: later only its decoded parts are to be had. */
static void *
begin(void *self, const char *uri, struct MHD_Connection *connection)
{
    struct request *request = calloc(1, sizeof *request);

    (void)self;
    (void)connection;
    if (request == NULL || (request->target = strdup(uri)) == NULL)
        stand_in_die("out of memory");
    return request;
}

static void end(void *self,
                struct MHD_Connection *connection,
                void **context,
                enum MHD_RequestTerminationCode why)
{
    struct request *request = *context;

    (void)self;
    (void)connection;
    (void)why;
    if (request == NULL)
        return;
    buf_free(&request->body);
    free(request->target);
    free(request);
    *context = NULL;
}

static void wait_ms(long ms)
{
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000,
                                  .tv_nsec = ms % 1000 * 1000000 },
              NULL);
}

static enum MHD_Result handle(void *context,
                              struct MHD_Connection *connection,
                              const char *path,
                              const char *method,
                              const char *version,
                              const char *data,
                              size_t *size,
                              void **state)
{
    struct stand_in *self = context;
    struct request *request = *state;
    const cJSON *response;
    const char *body;
    long delay_ms;

    (void)version;
    if (request->body.data == NULL) { /* the first call: headers only */
        if (buf_puts(&request->body, "") != 0)
            stand_in_die("out of memory");
        return MHD_YES;
    }
    if (*size > 0) {
        if (buf_append(&request->body, data, *size) != 0)
            stand_in_die("out of memory");
        *size = 0;
        return MHD_YES;
    }
    body = request->body.data;
    pthread_mutex_lock(&self->lock);
    write_log(self, connection, method, request, body);
    response = choose(self, connection, method, path, body, &delay_ms);
    pthread_mutex_unlock(&self->lock);
    wait_ms(delay_ms);
    return answer_with(self, connection, response);
}

static int run(char **command)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0)
        stand_in_die("cannot run the command");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Whoever is late needs a thread of its own, so as not to delay others. */
static unsigned threads_for(const cJSON *rules)
{
    const cJSON *rule;

    cJSON_ArrayForEach(rule, rules)
    {
        if (delay_of(rule) > 0)
            return MHD_USE_THREAD_PER_CONNECTION;
    }
    return MHD_USE_EPOLL;
}

static struct MHD_Daemon *serve(struct stand_in *self)
{
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | threads_for(self->rules), 0, NULL,
        NULL, handle, self, MHD_OPTION_SOCK_ADDR,
        &(struct sockaddr_in){ .sin_family = AF_INET,
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK) },
        MHD_OPTION_URI_LOG_CALLBACK, begin, self, MHD_OPTION_NOTIFY_COMPLETED,
        end, self, MHD_OPTION_END);

    if (daemon == NULL)
        stand_in_die("cannot listen on 127.0.0.1");
    snprintf(self->base, sizeof self->base, "http://127.0.0.1:%u",
             MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    setenv("STAND_IN_BASE", self->base, 1);
    return daemon;
}

int main(int argc, char **argv)
{
    struct stand_in self = { .lock = PTHREAD_MUTEX_INITIALIZER };
    struct MHD_Daemon *daemon;
    int at = 2, status;

    if (argc > 4 && strcmp(argv[2], "--log") == 0) {
        self.log = fopen(argv[3], "ab");
        at = 4;
    }
    if (argc < at + 2 || strcmp(argv[at], "--") != 0)
        stand_in_die(
            "usage: stand_in RULES.json [--log FILE] -- COMMAND ARGUMENT...");
    self.rules = read_json(argv[1]);
    self.served =
        calloc((size_t)cJSON_GetArraySize(self.rules) + 1, sizeof *self.served);
    daemon = serve(&self);
    status = run(argv + at + 1);
    MHD_stop_daemon(daemon);
    cJSON_Delete(self.rules);
    free(self.served);
    if (self.log != NULL)
        fclose(self.log);
    return status;
}
