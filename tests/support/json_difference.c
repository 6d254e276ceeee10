#include "json_difference.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/json_reader.h"
#include "core/json_span.h"
#include "core/record_scan.h"
#include "core/record_shape.h"
#include "core/record_write.h"
#include "scan_pieces.h"

struct facts {
    bool valid;
    size_t values; /* how many, nested ones too */
    bool plain;    /* nothing in it that cJSON sees in its own way */
};

/* cJSON refuses halves of surrogates, and numbers that are long. */
static bool is_plain(const struct json_reader *r, enum json_event event)
{
    if (event == JSON_NUMBER)
        return r->end - r->start < 60;
    return (event != JSON_STRING && event != JSON_KEY) || !r->escaped;
}

static struct facts read_events(const char *text, size_t len)
{
    struct facts facts = { .plain = true };
    struct json_reader r;
    enum json_event event;

    json_reader_init(&r, text, len, NULL);
    while ((event = json_next(&r)) > JSON_END) {
        facts.values += event != JSON_KEY && event != JSON_OBJECT_END &&
                        event != JSON_ARRAY_END;
        facts.plain = facts.plain && is_plain(&r, event);
    }
    facts.valid = event == JSON_END;
    return facts;
}

static bool skips(const char *text, size_t len)
{
    struct json_reader r;
    enum json_event event;

    json_reader_init(&r, text, len, NULL);
    event = json_next(&r);
    return event != JSON_ERROR && json_skip(&r, event) != JSON_ERROR &&
           json_next(&r) == JSON_END;
}

static const char *compare_spans(const char *text, size_t len, bool valid)
{
    const char *end = text + len, *p = json_span_space(text, end);
    const char *fast = json_span(p, end, JSON_DEPTH);

    if (fast != json_span_bytes(p, end, JSON_DEPTH))
        return "vectors and bytes";
    if ((fast != NULL && json_span_space(fast, end) == end) != valid)
        return "scanner and reader";
    return NULL;
}

static size_t count_tree(const cJSON *tree)
{
    size_t count = 1;

    for (const cJSON *child = tree->child; child != NULL; child = child->next)
        count += count_tree(child);
    return count;
}

static const char *
compare_tree(const char *text, size_t len, const struct facts *facts)
{
    cJSON *tree;
    const char *found = NULL;

    if (!facts->valid || !facts->plain)
        return NULL;
    tree = cJSON_ParseWithLength(text, len);
    if (tree == NULL)
        return "cJSON refuses what the reader takes";
    if (count_tree(tree) != facts->values)
        found = "cJSON and reader count";
    cJSON_Delete(tree);
    return found;
}

/* The bytes of a text without white space outside of strings. */
static void append_compact(struct buf *buf, const char *text, size_t len)
{
    bool inside = false;

    for (size_t i = 0; i < len; i++) {
        if (inside && text[i] == '\\')
            buf_putc(buf, text[i++]);
        else if (text[i] == '"')
            inside = !inside;
        if (inside || strchr(" \n\r\t", text[i]) == NULL || text[i] == '\0')
            buf_putc(buf, text[i]);
    }
}

/* A record without its null members, the long way. */
static void append_members(struct buf *buf, const char *text, size_t len)
{
    struct json_reader r;
    bool any = false;

    json_reader_init(&r, text, len, NULL);
    json_next(&r);
    buf_putc(buf, '{');
    while (json_next(&r) == JSON_KEY) {
        size_t key = r.start;
        enum json_event event = json_next(&r);

        json_skip(&r, event);
        if (event == JSON_NULL)
            continue;
        if (any)
            buf_putc(buf, ',');
        any = true;
        append_compact(buf, text + key, r.end - key);
    }
    buf_putc(buf, '}');
}

static const char *compare_record(const struct record_page *page, size_t i)
{
    const struct record_span *span = &page->spans[i];
    struct buf wanted = BUF_EMPTY, written = BUF_EMPTY, compact = BUF_EMPTY;
    const char *found = NULL;

    append_members(&wanted, page->text + span->start, span->end - span->start);
    record_append(page, i, &written);
    append_compact(&compact, written.data, written.len);
    if (wanted.len != compact.len ||
        memcmp(wanted.data, compact.data, wanted.len) != 0)
        found = "a record and what is written of it";
    buf_free(&wanted);
    buf_free(&written);
    buf_free(&compact);
    return found;
}

/* A record all of whose values stay fits, unless it has a number with an
 * exponent or many digits, or a key with escapes. One that is to be a text does
 * not. */
static const char *compare_shape(const struct record_page *page, size_t i)
{
    const char *text = page->text + page->spans[i].start;
    const char *end = page->text + page->spans[i].end;
    size_t len = (size_t)(end - text);
    struct record_shape shape = { 0 };
    const char *found = NULL;
    uint32_t all;

    record_shape_add(&shape, 2 * SHAPE_ARRAY - 1, &all);
    record_shape_add_member(&shape, all, "a", 1, all);
    record_shape_add_member(&shape, all, "id", 2, all);
    record_shape_end_members(&shape, all);
    shape.places[all].items = all;
    if (!record_shape_fits(&shape, text, end) && len < 18 &&
        memchr(text, 'e', len) == NULL && memchr(text, 'E', len) == NULL &&
        memchr(text, '\\', len) == NULL)
        found = "a record and a shape that all fit";
    shape.places[all].stays = SHAPE_STRING;
    if (record_shape_fits(&shape, text, end))
        found = "a record and a shape of no object";
    record_shape_free(&shape);
    return found;
}

/* Each mark is a member with one of the names, or null. */
static const char *compare_marks(const struct record_page *page)
{
    for (size_t i = 0; i < page->mark_count; i++) {
        const struct record_mark *mark = &page->marks[i];
        struct facts facts =
            read_events(page->text + mark->value, mark->end - mark->value);

        if (!facts.valid || page->text[mark->key] != '"' ||
            mark->null != (page->text[mark->value] == 'n') ||
            (mark->name == RECORD_NO_NAME && !mark->null))
            return "a mark";
    }
    return NULL;
}

static struct record_query query_of(size_t path_len)
{
    return (struct record_query){
        .path = { { "a", 1 }, { "b", 1 } },
        .path_len = path_len,
        .names = { { { "id", 2 }, { "a", 1 } }, 2 },
    };
}

static const char *
compare_page(const char *text, size_t len, bool valid, size_t path_len)
{
    const struct record_query query = query_of(path_len);
    struct record_page page;
    struct err err;
    enum record_result result = record_scan(&page, text, len, &query, &err);
    const char *found = NULL;

    if ((result != RECORDS_FAILED) != valid)
        found = "records and reader";
    if (result == RECORDS_FOUND && found == NULL)
        found = compare_marks(&page);
    for (size_t i = 0; result == RECORDS_FOUND && i < page.count; i++)
        if (found == NULL && (found = compare_record(&page, i)) == NULL)
            found = compare_shape(&page, i);
    record_page_free(&page);
    return found;
}

/* A text in memory of its size. */
static const char *compare(const char *text, size_t len)
{
    struct facts facts = read_events(text, len);
    const char *found = compare_spans(text, len, facts.valid);

    if (found == NULL && skips(text, len) != facts.valid)
        found = "skipping and reading";
    if (found == NULL)
        found = compare_tree(text, len, &facts);
    for (size_t path_len = 0; path_len <= 2 && found == NULL; path_len++)
        found = compare_page(text, len, facts.valid, path_len);
    return found;
}

/* In few pieces, and in many. */
static const char *compare_pieces(const char *text, size_t len)
{
    const char *found = NULL;

    for (size_t path_len = 0; path_len <= 2 && found == NULL; path_len++) {
        struct record_query query = query_of(path_len);

        found = scan_pieces_equal_difference(text, len, &query, len / 5 + 1);
        if (found == NULL)
            found =
                scan_pieces_equal_difference(text, len, &query, len / 100 + 1);
    }
    return found;
}

/* In memory that ends where the text does, so that a sanitizer sees a read
 * behind it; but a number must be followed by some byte (json_text.h). */
static const char *compare_copy(const char *text, size_t len, bool pieces)
{
    char *copy = malloc(len + 1);
    const char *found;

    if (copy == NULL)
        return "no memory";
    memcpy(copy, text, len);
    copy[len] = '\0';
    found = compare(copy, len);
    if (found == NULL && pieces)
        found = compare_pieces(copy, len);
    free(copy);
    return found;
}

const char *json_difference(const char *text, size_t len, int cuts)
{
    const char *found = compare_copy(text, len, true);

    for (size_t cut = 0; cuts && cut < len && found == NULL; cut++)
        found = compare_copy(text, cut, false);
    return found;
}
