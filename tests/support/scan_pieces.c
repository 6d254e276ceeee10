#include "scan_pieces.h"

#include <stdlib.h>
#include <string.h>

#include "core/record_scan.h"

struct found {
    enum record_result result;
    struct record_page page;
    struct err err;
};

static int same_roots(const struct record_page *a, const struct record_page *b)
{
    if (a->root_count != b->root_count)
        return 0;
    for (size_t i = 0; i < a->root_count; i++)
        if (a->root[i].key != b->root[i].key ||
            a->root[i].key_len != b->root[i].key_len ||
            a->root[i].value != b->root[i].value)
            return 0;
    return 1;
}

static int same_spans(const struct record_page *a, const struct record_page *b)
{
    return a->count == b->count &&
           (a->count == 0 ||
            memcmp(a->spans, b->spans, a->count * sizeof *a->spans) == 0);
}

static int same_marks(const struct record_page *a, const struct record_page *b)
{
    if (a->mark_count != b->mark_count)
        return 0;
    for (size_t i = 0; i < a->mark_count; i++)
        if (a->marks[i].key != b->marks[i].key ||
            a->marks[i].value != b->marks[i].value ||
            a->marks[i].end != b->marks[i].end ||
            a->marks[i].name != b->marks[i].name ||
            a->marks[i].null != b->marks[i].null)
            return 0;
    return 1;
}

static const char *compare(const struct found *a, const struct found *b)
{
    if (a->result != b->result)
        return "in pieces: another result";
    if (a->result == RECORDS_FAILED)
        return a->err.code == b->err.code &&
                       strcmp(a->err.message, b->err.message) == 0
                   ? NULL
                   : "in pieces: another error";
    if (a->result == RECORDS_OTHER)
        return NULL;
    if (a->page.has_line_breaks != b->page.has_line_breaks)
        return "in pieces: line breaks";
    if (!same_spans(&a->page, &b->page))
        return "in pieces: other records";
    if (!same_marks(&a->page, &b->page))
        return "in pieces: other marks";
    return same_roots(&a->page, &b->page) ? NULL : "in pieces: other roots";
}

static int feed(struct record_scan *scan, const char *text, size_t len)
{
    char *copy = malloc(len > 0 ? len : 1);

    if (copy == NULL)
        return -1;
    memcpy(copy, text, len);
    record_scan_feed(scan, copy, len);
    free(copy);
    return 0;
}

const char *scan_pieces_difference(const char *text,
                                   size_t len,
                                   const struct record_query *query,
                                   const size_t *cuts,
                                   size_t cut_count)
{
    struct found whole, pieces;
    struct record_scan *scan = record_scan_new(query);
    const char *found;
    int status = 0;

    if (scan == NULL)
        return "no memory";
    for (size_t i = 0; i < cut_count; i++)
        status |= feed(scan, text, cuts[i]);
    pieces.result = record_scan_end(scan, text, len, &pieces.page, &pieces.err);
    record_scan_free(scan);
    whole.result = record_scan(&whole.page, text, len, query, &whole.err);
    found = status == 0 ? compare(&whole, &pieces) : "no memory";
    record_page_free(&whole.page);
    record_page_free(&pieces.page);
    return found;
}

const char *scan_pieces_equal_difference(const char *text,
                                         size_t len,
                                         const struct record_query *query,
                                         size_t size)
{
    size_t count = len / size;
    size_t *cuts = calloc(count + 1, sizeof *cuts);
    const char *found = "no memory";

    for (size_t i = 0; cuts != NULL && i < count; i++)
        cuts[i] = (i + 1) * size;
    if (cuts != NULL)
        found = scan_pieces_difference(text, len, query, cuts, count);
    free(cuts);
    return found;
}
