/* scan.c - how many megabytes a second the scanner of JSON reads, by what the
 * JSON is made of: the best of many passes over half a megabyte. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/json_reader.h"
#include "core/json_span.h"

enum { SIZE = 512 * 1024, PASSES = 200 };

static const struct {
    const char *name, *head, *part, *tail; /* the part as often as it fits */
} texts[] = {
    { "long texts", "[\"",
      "The quick brown fox jumps over the lazy dog and runs away; ", "\"]" },
    { "texts of escapes", "[\"", "a \\\"b\\\" c\\n\\u00e5\\td \\\\ ", "\"]" },
    { "Swedish text", "[\"",
      "R\xc3\xa4ksm\xc3\xb6rg\xc3\xa5s p\xc3\xa5 bordet ", "\"]" },
    { "Chinese text", "[\"",
      "\xe6\x95\xb0\xe6\x8d\xae\xe5\xb7\xa5\xe7\xa8\x8b\xe5\xb8\x88", "\"]" },
    { "records", "[",
      "{\"id\":208045947,\"name\":\"Crash in reader\",\"state\":\"open\","
      "\"at\":\"2024-01-01T12:34:56Z\",\"user\":{\"login\":\"octo-1\","
      "\"admin\":false},\"labels\":[{\"color\":\"d73a4a\"}],\"score\":1.50,"
      "\"closed\":null},",
      "0]" },
    { "records for people", "[",
      "\n    {\n        \"id\": 208045947,\n        \"state\": \"open\",\n"
      "        \"user\": {\n            \"login\": \"octo-1\"\n        }\n"
      "    },",
      "0]" },
    { "records of one field", "[", "{\"id\":12345},", "0]" },
    { "lists of numbers", "[", "1,-20,300.5,4e10,123456789,", "0]" },
    { "deep nesting", "[", "{\"a\":{\"b\":[{\"c\":{\"d\":[[{\"e\":{}}]]}}]}},",
      "0]" },
};

static char *fill(const char *head, const char *part, const char *tail)
{
    char *text = malloc(SIZE);
    size_t len = strlen(head), part_len = strlen(part);

    if (text == NULL)
        exit(1);
    memcpy(text, head, len);
    for (; len + part_len + strlen(tail) < SIZE; len += part_len)
        memcpy(text + len, part, part_len);
    memcpy(text + len, tail, strlen(tail) + 1);
    return text;
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Seconds of one pass; ends the program where the text is not read whole. */
static double pass(const char *text, size_t len)
{
    double start = now();

    if (json_span(text, text + len, JSON_DEPTH_MOST) != text + len)
        exit(1);
    return now() - start;
}

int main(void)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *text = fill(texts[i].head, texts[i].part, texts[i].tail);
        double best = 1;

        for (int n = 0; n < PASSES; n++) {
            double seconds = pass(text, strlen(text));

            best = seconds < best ? seconds : best;
        }
        printf("%-24s %6.0f MB/s\n", texts[i].name,
               (double)strlen(text) / best / 1e6);
        free(text);
    }
    return 0;
}
