#include "core/regex.h"

#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "core/buf.h"
#include "core/regex_python.h"

enum {
    STEPS = 5000000, /* about a second */
    HEAP_KILOBYTES = 20000,
    PATTERN_MAX = 100000 /* bytes */
};

struct regex {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

static uint32_t options_of(const char *flags)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF |
                       PCRE2_NEVER_BACKSLASH_C;

    for (; *flags != '\0'; flags++) {
        options |= *flags == 'i' ? PCRE2_CASELESS : 0;
        options |= *flags == 'm' ? PCRE2_MULTILINE : 0;
        options |= *flags == 's' ? PCRE2_DOTALL : 0;
        options |= *flags == 'x' ? PCRE2_EXTENDED : 0;
    }
    return options;
}

/* In Python only "\n" ends a line. */
static pcre2_code *
compile(const struct buf *pattern, const char *flags, struct err *err)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    const char *text = pattern->len > 0 ? pattern->data : "";
    PCRE2_UCHAR reason[160];
    PCRE2_SIZE offset;
    pcre2_code *code;
    int number;

    if (context == NULL)
        return NULL;
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    code = pcre2_compile((PCRE2_SPTR)text, pattern->len, options_of(flags),
                         &number, &offset, context);
    pcre2_compile_context_free(context);
    if (code == NULL) {
        pcre2_get_error_message(number, reason, sizeof reason);
        err_set(err, ERR_SYNTAX, "pattern: %s at offset %zu",
                (const char *)reason, (size_t)offset);
    }
    return code;
}

int regex_compile(struct regex **out,
                  const char *pattern,
                  size_t len,
                  const char *flags,
                  struct err *err)
{
    struct regex *regex = calloc(1, sizeof *regex);
    struct buf rewritten = BUF_EMPTY;

    err_set(err, ERR_LIMIT, "pattern: not enough memory");
    if (len > PATTERN_MAX)
        err_set(err, ERR_LIMIT, "pattern: longer than %d bytes", PATTERN_MAX);
    else if (regex != NULL && regex_python(&rewritten, pattern, len) == 0)
        regex->code = compile(&rewritten, flags, err);
    buf_free(&rewritten);
    if (regex != NULL && regex->code != NULL) {
        regex->match = pcre2_match_data_create_from_pattern(regex->code, NULL);
        regex->limits = pcre2_match_context_create(NULL);
    }
    if (regex == NULL || regex->match == NULL || regex->limits == NULL) {
        regex_free(regex);
        return -1;
    }
    pcre2_set_match_limit(regex->limits, STEPS);
    pcre2_set_heap_limit(regex->limits, HEAP_KILOBYTES);
    *out = regex;
    return 0;
}

void regex_free(void *regex)
{
    struct regex *self = regex;

    if (self == NULL)
        return;
    pcre2_match_context_free(self->limits);
    pcre2_match_data_free(self->match);
    pcre2_code_free(self->code);
    free(self);
}

size_t regex_groups(const struct regex *regex)
{
    uint32_t count = 0;

    pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &count);
    return count;
}

/* Each entry of the table: the number in two bytes, then the name. */
const char *regex_group_name(const struct regex *regex, size_t i)
{
    uint32_t count = 0, size = 0;
    PCRE2_SPTR entry = NULL;

    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMETABLE, &entry);
    for (; count > 0; count--, entry += size)
        if (((size_t)entry[0] << 8 | entry[1]) == i)
            return (const char *)entry + 2;
    return NULL;
}

int regex_group_number(const struct regex *regex, const char *name)
{
    int number =
        pcre2_substring_number_from_name(regex->code, (PCRE2_SPTR)name);

    return number > 0 ? number : -1;
}

int regex_search(struct regex *regex,
                 const char *text,
                 size_t len,
                 size_t start,
                 int options,
                 struct err *err)
{
    PCRE2_UCHAR reason[160];
    uint32_t wanted = 0;
    int got;

    wanted |= options & REGEX_ANCHORED ? PCRE2_ANCHORED : 0;
    wanted |= options & REGEX_FULL ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0;
    wanted |= options & REGEX_NOT_EMPTY ? PCRE2_NOTEMPTY_ATSTART : 0;
    got = pcre2_match(regex->code, (PCRE2_SPTR)text, len, start, wanted,
                      regex->match, regex->limits);
    if (got >= 0)
        return 1;
    if (got == PCRE2_ERROR_NOMATCH)
        return 0;
    pcre2_get_error_message(got, reason, sizeof reason);
    return err_set(err, ERR_LIMIT, "pattern: %s", (const char *)reason);
}

int regex_group(const struct regex *regex, size_t i, size_t *start, size_t *end)
{
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(regex->match);

    if (i >= pcre2_get_ovector_count(regex->match) ||
        ends[2 * i] == PCRE2_UNSET)
        return -1;
    *start = ends[2 * i];
    *end = ends[2 * i + 1] < *start ? *start : ends[2 * i + 1]; /* \\K */
    return 0;
}
