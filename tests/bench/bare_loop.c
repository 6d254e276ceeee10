/* bare_loop.c - the limit that reading is measured against: nothing but
 * libcurl, a strict scanner and a copy of each record into the output.
 *
 * It knows no manifests: BENCH_WORKLOAD, BENCH_BASE, BENCH_PER_PAGE and
 * BENCH_RECORDS say what to fetch. Pages by number that are a bare list; exit
 * status 77 for any other workload. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define HEAD "{\"type\":\"RECORD\",\"record\":{\"stream\":\"issues\",\"data\":"
#define TAIL ",\"emitted_at\":1}}\n"

enum { OUT_SIZE = 256 * 1024, DEPTH = 128 };

struct bytes {
    char *data;
    size_t len, room;
};

static char out[OUT_SIZE];
static size_t out_len;

static void die(const char *why)
{
    fprintf(stderr, "bare_loop: %s\n", why);
    exit(1);
}

static void flush(void)
{
    size_t done = 0;

    while (done < out_len) {
        ssize_t n = write(STDOUT_FILENO, out + done, out_len - done);

        if (n < 0)
            die("write");
        done += (size_t)n;
    }
    out_len = 0;
}

static void put(const char *data, size_t len)
{
    if (out_len + len > OUT_SIZE)
        flush();
    if (len > OUT_SIZE)
        die("a record is too large");
    memcpy(out + out_len, data, len);
    out_len += len;
}

static size_t receive(char *data, size_t size, size_t count, void *context)
{
    struct bytes *body = context;
    size_t len = size * count;

    if (body->len + len + 1 > body->room) {
        body->room = (body->len + len + 1) * 2;
        body->data = realloc(body->data, body->room);
        if (body->data == NULL)
            return 0;
    }
    memcpy(body->data + body->len, data, len);
    body->len += len;
    body->data[body->len] = '\0';
    return len;
}

/* ------------------------------------------------------------------ scanning
 * Each function takes the first byte of a thing and returns the byte after
 * it. The text ends with a NUL, which no thing may contain. */

static const char *spaces(const char *p)
{
    while (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r')
        p++;
    return p;
}

static const char *utf8(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;

    if (u[0] >= 0xc2 && u[0] < 0xe0 && (u[1] & 0xc0) == 0x80)
        return p + 2;
    if ((u[0] & 0xf0) == 0xe0 && (u[1] & 0xc0) == 0x80 &&
        (u[2] & 0xc0) == 0x80 && !(u[0] == 0xe0 && u[1] < 0xa0) &&
        !(u[0] == 0xed && u[1] > 0x9f))
        return p + 3;
    if (u[0] >= 0xf0 && u[0] < 0xf5 && (u[1] & 0xc0) == 0x80 &&
        (u[2] & 0xc0) == 0x80 && (u[3] & 0xc0) == 0x80 &&
        !(u[0] == 0xf0 && u[1] < 0x90) && !(u[0] == 0xf4 && u[1] > 0x8f))
        return p + 4;
    die("not UTF-8");
    return NULL;
}

static const char *escape(const char *p)
{
    if (p[1] == 'u') {
        if (strspn(p + 2, "0123456789abcdefABCDEF") < 4)
            die("bad escape");
        return p + 6;
    }
    if (p[1] == '\0' || strchr("\"\\/bfnrt", p[1]) == NULL)
        die("bad escape");
    return p + 2;
}

static const char *plain(const char *p, const char *end)
{
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    const __m128i space = _mm_set1_epi8(' ');

    while (end - p >= 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
        /* signed: bytes above 0x7f are below a blank as well */
        int hits = _mm_movemask_epi8(_mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)),
            _mm_cmplt_epi8(v, space)));

        if (hits != 0)
            return p + __builtin_ctz((unsigned)hits);
        p += 16;
    }
#endif
    while (p < end && *p != '"' && *p != '\\' && (signed char)*p >= ' ')
        p++;
    return p;
}

static const char *string(const char *p, const char *end)
{
    if (*p++ != '"')
        die("not a string");
    for (;;) {
        p = plain(p, end);
        if (*p == '"')
            return p + 1;
        if (*p == '\\')
            p = escape(p);
        else if ((signed char)*p < 0)
            p = utf8(p);
        else
            die("a control character in a string");
    }
}

static const char *digits(const char *p)
{
    if (*p < '0' || *p > '9')
        die("bad number");
    while (*p >= '0' && *p <= '9')
        p++;
    return p;
}

static const char *number(const char *p)
{
    p += *p == '-';
    p = *p == '0' ? p + 1 : digits(p);
    if (*p == '.')
        p = digits(p + 1);
    if (*p == 'e' || *p == 'E')
        p = digits(p[1] == '+' || p[1] == '-' ? p + 2 : p + 1);
    return p;
}

static const char *word(const char *p)
{
    if (memcmp(p, "true", 4) == 0 || memcmp(p, "null", 4) == 0)
        return p + 4;
    if (memcmp(p, "false", 5) == 0)
        return p + 5;
    return number(p);
}

static const char *value(const char *p, const char *end, int depth);

static const char *object(const char *p, const char *end, int depth)
{
    for (p = spaces(p + 1); *p != '}'; p = spaces(p + 1)) {
        p = spaces(string(p, end));
        if (*p != ':')
            die("no colon");
        p = spaces(value(spaces(p + 1), end, depth));
        if (*p == '}')
            break;
        if (*p != ',')
            die("no comma");
    }
    return p + 1;
}

static const char *array(const char *p, const char *end, int depth)
{
    for (p = spaces(p + 1); *p != ']'; p = spaces(p + 1)) {
        p = spaces(value(p, end, depth));
        if (*p == ']')
            break;
        if (*p != ',')
            die("no comma");
    }
    return p + 1;
}

static const char *value(const char *p, const char *end, int depth)
{
    if (depth > DEPTH)
        die("too deep");
    switch (*p) {
    case '{':
        return object(p, end, depth + 1);
    case '[':
        return array(p, end, depth + 1);
    case '"':
        return string(p, end);
    default:
        return word(p);
    }
}

/* Print the records of a page that is a bare list; how many they are. */
static long print_page(const struct bytes *body)
{
    const char *end = body->data + body->len;
    const char *p = spaces(body->data);
    long count = 0;

    if (*p != '[')
        die("not a list");
    for (p = spaces(p + 1); *p != ']'; p = spaces(p + 1)) {
        const char *start = p;

        p = value(p, end, 1);
        put(HEAD, sizeof HEAD - 1);
        put(start, (size_t)(p - start));
        put(TAIL, sizeof TAIL - 1);
        count++;
        p = spaces(p);
        if (*p != ',')
            break;
    }
    if (*p != ']' || spaces(p + 1) != end)
        die("text after the list");
    return count;
}

static const char *setting(const char *name)
{
    const char *text = getenv(name);

    if (text == NULL)
        die(name);
    return text;
}

int main(void)
{
    const char *workload = setting("BENCH_WORKLOAD");
    const char *base = setting("BENCH_BASE");
    long per_page = atol(setting("BENCH_PER_PAGE")), count = per_page;
    struct bytes body = { 0 };
    char url[1024];
    CURL *curl;

    if (strcmp(workload, "wide") != 0 && strcmp(workload, "wide-100") != 0 &&
        strcmp(workload, "wide-large") != 0 &&
        strcmp(workload, "wide-gzip") != 0)
        return 77;
    curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    for (long page = 1; count == per_page; page++) {
        snprintf(url, sizeof url, "%s/page/issues?page=%ld&per_page=%ld", base,
                 page, per_page);
        curl_easy_setopt(curl, CURLOPT_URL, url);
        body.len = 0;
        if (curl_easy_perform(curl) != CURLE_OK)
            die("no answer");
        count = print_page(&body);
    }
    flush();
    curl_easy_cleanup(curl);
    free(body.data);
    return 0;
}
