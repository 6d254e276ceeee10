#include "stand_in_answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base64.h"
#include "core/buf.h"

void stand_in_die(const char *what)
{
    fprintf(stderr, "stand_in: %s\n", what);
    exit(2);
}

const char *
stand_in_text(const cJSON *object, const char *name, const char *otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

    return cJSON_IsString(item) ? item->valuestring : otherwise;
}

/* `text` with each {{BASE}} replaced. */
static struct buf fill_base(const char *base, const char *text)
{
    struct buf out = BUF_EMPTY;
    const char *mark;

    while ((mark = strstr(text, "{{BASE}}")) != NULL) {
        if (buf_append(&out, text, (size_t)(mark - text)) != 0 ||
            buf_puts(&out, base) != 0)
            stand_in_die("out of memory");
        text = mark + strlen("{{BASE}}");
    }
    if (buf_puts(&out, text) != 0)
        stand_in_die("out of memory");
    return out;
}

static struct buf decode_base64(const char *text)
{
    struct buf out = BUF_EMPTY;
    struct err err;

    if (base64_decode(&out, text, strlen(text), &err) != 0)
        stand_in_die(err.message);
    return out;
}

static struct buf
body_of(const char *base, const cJSON *response, const char **type)
{
    const cJSON *json = cJSON_GetObjectItemCaseSensitive(response, "json");
    const char *base64 = stand_in_text(response, "base64", NULL);
    struct buf body;
    char *printed;

    if (response == NULL) {
        *type = "application/json";
        return fill_base(base, "{\"error\": \"no rule\"}");
    }
    *type = base64 != NULL ? "application/octet-stream" : "text/plain";
    if (base64 != NULL)
        return decode_base64(base64);
    if (json == NULL)
        return fill_base(base, stand_in_text(response, "text", ""));
    *type = "application/json";
    printed = cJSON_PrintUnformatted(json);
    body = fill_base(base, printed);
    free(printed);
    return body;
}

static void add_headers(const char *base,
                        struct MHD_Response *answer,
                        const cJSON *response,
                        const char *type)
{
    const cJSON *headers =
        cJSON_GetObjectItemCaseSensitive(response, "headers");
    const cJSON *header;

    if (cJSON_GetObjectItem(headers, "Content-Type") == NULL)
        MHD_add_response_header(answer, "Content-Type", type);
    cJSON_ArrayForEach(header, headers)
    {
        struct buf value = fill_base(base, header->valuestring);

        MHD_add_response_header(answer, header->string, value.data);
        buf_free(&value);
    }
}

struct drip {
    const char *text;
    struct timespec pause;
};

/* The one byte of a body that drips. */
static ssize_t next_byte(void *context, uint64_t at, char *out, size_t room)
{
    const struct drip *drip = context;

    if (room == 0 || drip->text[at] == '\0')
        return MHD_CONTENT_READER_END_OF_STREAM;
    nanosleep(&drip->pause, NULL);
    *out = drip->text[at];
    return 1;
}

static struct MHD_Response *dripping(const char *text, int milliseconds)
{
    struct drip *drip = calloc(1, sizeof *drip);

    if (drip == NULL)
        stand_in_die("out of memory");
    drip->text = text;
    drip->pause.tv_nsec = milliseconds * 1000000L;
    return MHD_create_response_from_callback(strlen(text), 1, next_byte, drip,
                                             free);
}

/* A text that stays as it is needs no copy: benchmarks serve large ones again
 * and again. */
static struct MHD_Response *
body_answer(const char *base, const cJSON *response, const char **type)
{
    const cJSON *drip = cJSON_GetObjectItemCaseSensitive(response, "drip");
    const char *text = stand_in_text(response, "text", NULL);
    struct MHD_Response *answer;
    struct buf body;

    *type = "text/plain";
    if (text != NULL && drip != NULL)
        return dripping(text, drip->valueint);
    if (text != NULL && strstr(text, "{{BASE}}") == NULL)
        return MHD_create_response_from_buffer(strlen(text), (char *)text,
                                               MHD_RESPMEM_PERSISTENT);
    body = body_of(base, response, type);
    answer = MHD_create_response_from_buffer(body.len, body.data,
                                             MHD_RESPMEM_MUST_COPY);
    buf_free(&body);
    return answer;
}

struct MHD_Response *stand_in_answer(const cJSON *response, const char *base)
{
    const char *type;
    struct MHD_Response *answer = body_answer(base, response, &type);

    add_headers(base, answer, response, type);
    return answer;
}
