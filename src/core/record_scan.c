#include "core/record_scan.h"

#include <stdlib.h>
#include <string.h>

#include "core/json_reader.h"
#include "core/json_span.h"
#include "core/json_text.h"
#include "core/key_set.h"

struct scan {
    struct json_reader reader;
    struct record_page *page;
    const struct record_name *path;
    size_t path_len;
    const struct record_names *names; /* NULL: none are asked for */
    uint64_t lengths;    /* a bit for the length of each name, 63 for more */
    struct key_set keys; /* of the record that is read */
    bool escaped;        /* one of them has a backslash */
    bool other;          /* found something that is not for this lane */
    bool single;         /* the text is one body: its members are noted */
};

static enum json_event no_memory(struct scan *s)
{
    err_set(&s->reader.err, ERR_LIMIT, "not enough memory");
    return JSON_ERROR;
}

static int grow(void *array, size_t *room, size_t count, size_t size)
{
    void **data = array, *larger;
    size_t wanted = *room == 0 ? 256 : *room * 2;

    if (count < *room)
        return 0;
    larger = realloc(*data, wanted * size);
    if (larger == NULL)
        return -1;
    *data = larger;
    *room = wanted;
    return 0;
}

int record_names_index(const struct record_names *names,
                       const char *text,
                       size_t len)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->list[i].len == len &&
            memcmp(names->list[i].text, text, len) == 0)
            return (int)i;
    return -1;
}

static uint64_t length_bit(size_t len)
{
    return (uint64_t)1 << (len < 63 ? len : 63);
}

/* A key between quotes that is spelled with escapes. */
static int find_escaped(struct scan *s, const char *text, size_t len)
{
    char plain[256];

    if (len <= sizeof plain)
        return record_names_index(s->names, plain,
                                  json_text_unescape(text, len, plain));
    s->other = true;
    return -1;
}

/* Which of the names a key between quotes is, or -1. */
static int find_name(struct scan *s, const char *text, size_t len, bool escaped)
{
    if (escaped)
        return find_escaped(s, text, len);
    if ((s->lengths & length_bit(len)) == 0)
        return -1;
    return record_names_index(s->names, text, len);
}

/* The key noted last belongs to a null. When an earlier member has that key it
 * must go, too: a case so rare that the page is left to the decoder, as are
 * keys that cannot be compared by their bytes. */
static int check_null(struct scan *s)
{
    int repeats = key_set_repeats(&s->keys);

    s->other = s->other || s->escaped || repeats > 0;
    return repeats < 0 ? -1 : 0;
}

static int add_mark(struct scan *s, const struct record_mark *mark)
{
    struct record_page *page = s->page;

    if (grow(&page->marks, &page->mark_room, page->mark_count,
             sizeof *page->marks) != 0)
        return -1;
    page->marks[page->mark_count++] = *mark;
    return mark->null ? check_null(s) : 0;
}

/* A member between its places in the text, that is asked for or null. */
static int mark_member(struct scan *s,
                       int name,
                       const char *key,
                       const char *value,
                       const char *end)
{
    const char *text = s->page->text;
    struct record_mark mark = {
        .key = (uint32_t)(key - text),
        .value = (uint32_t)(value - text),
        .end = (uint32_t)(end - text),
        .name = name < 0 ? RECORD_NO_NAME : (uint8_t)name,
        .null = *value == 'n',
    };

    return add_mark(s, &mark);
}

/* Note what there is to know of a member, little mostly. 0, or -1 without
 * memory. */
static int note_member(struct scan *s,
                       const char *key,
                       size_t key_len,
                       bool escaped,
                       const char *value,
                       const char *end)
{
    int name =
        s->names == NULL ? -1 : find_name(s, key + 1, key_len - 2, escaped);

    s->escaped |= escaped;
    if (key_set_note(&s->keys, key, key_len) != 0)
        return -1;
    if (name < 0 && *value != 'n')
        return 0;
    return mark_member(s, name, key, value, end);
}

/* One member from its key on. Returns the byte after it, NULL when it is wrong
 * or when there is no memory (s->other then). */
static const char *
read_record_member(struct scan *s, const char *key, const char *end)
{
    const struct json_reader *r = &s->reader;
    const char *key_end, *value;
    bool escaped = false;

    if (key == end || *key != '"' ||
        (key_end = json_span_string(key, end, &escaped)) == NULL)
        return NULL;
    value = json_span_space(key_end, end);
    if (value == end || *value != ':')
        return NULL;
    value = json_span_space(value + 1, end);
    if (value < end && *value != '{' && *value != '[')
        end = json_span_scalar(value, end);
    else
        end = json_span(value, end, r->max_depth - r->depth);
    if (end == NULL)
        return NULL;
    if (note_member(s, key, (size_t)(key_end - key), escaped, value, end) == 0)
        return end;
    s->other = true;
    return NULL;
}

/* The members of a record from the byte after its brace on. Returns the byte
 * after the closing one, or NULL. */
static const char *read_members(struct scan *s, const char *p)
{
    const char *end = s->page->text + s->page->len;

    key_set_clear(&s->keys);
    s->escaped = false;
    p = json_span_space(p, end);
    if (p < end && *p == '}')
        return p + 1;
    while ((p = read_record_member(s, p, end)) != NULL) {
        p = json_span_space(p, end);
        if (p < end && *p == '}')
            return p + 1;
        if (p == end || *p != ',')
            return NULL;
        p = json_span_space(p + 1, end);
    }
    return NULL;
}

static int add_span(struct scan *s, size_t start, size_t first_mark)
{
    struct record_page *page = s->page;

    if (grow(&page->spans, &page->span_room, page->count,
             sizeof *page->spans) != 0)
        return -1;
    page->spans[page->count++] = (struct record_span){
        .start = (uint32_t)start,
        .end = (uint32_t)s->reader.end,
        .first_mark = (uint32_t)first_mark,
        .mark_count = (uint32_t)(page->mark_count - first_mark),
    };
    return 0;
}

/* A value that is a record: an object is read, anything else is no record of
 * this lane. `alone` is a record that is not an element of a list: an empty
 * object is none, then. What is wrong in a record, the reader tells. */
static enum json_event
read_record(struct scan *s, enum json_event event, bool alone)
{
    struct json_reader *r = &s->reader;
    size_t start = r->start, first_mark = s->page->mark_count;
    const char *end;

    if (event != JSON_OBJECT || s->other) {
        s->other = true;
        return json_skip(r, event);
    }
    end = read_members(s, r->text + r->end);
    if (end == NULL) {
        s->other = true;
        return json_skip(r, event);
    }
    json_reader_leave(r, (size_t)(end - r->text));
    if (alone && s->keys.count == 0)
        return JSON_OBJECT_END;
    return add_span(s, start, first_mark) == 0 ? JSON_OBJECT_END : no_memory(s);
}

/* A scalar where a record or a list of them should be: none, or not for this
 * lane. */
static enum json_event read_scalar(struct scan *s, enum json_event event)
{
    const struct json_reader *r = &s->reader;

    if (event == JSON_TRUE || (event == JSON_STRING && r->end - r->start > 2) ||
        (event == JSON_NUMBER &&
         json_text_double(r->text + r->start, r->end - r->start) != 0))
        s->other = true;
    return event;
}

/* What the path leads to. */
static enum json_event read_target(struct scan *s, enum json_event event)
{
    if (event == JSON_OBJECT)
        return read_record(s, event, true);
    if (event != JSON_ARRAY)
        return read_scalar(s, event);
    while ((event = json_next(&s->reader)) != JSON_ARRAY_END)
        if (event == JSON_ERROR || read_record(s, event, false) < 0)
            return JSON_ERROR;
    return event;
}

static enum json_event
read_body(struct scan *s, enum json_event event, size_t depth);

static bool is_name(const struct json_reader *r, struct record_name name)
{
    return r->end - r->start - 2 == name.len &&
           memcmp(r->text + r->start + 1, name.text, name.len) == 0;
}

/* The value of a member of a body; `here` is on the path. */
static enum json_event
read_member(struct scan *s, enum json_event event, bool here, size_t depth)
{
    if (event == JSON_ERROR)
        return event;
    return here ? read_body(s, event, depth + 1) : json_skip(&s->reader, event);
}

/* Note a member of the one body there is. */
static void
note_root(struct scan *s, struct record_name key, size_t start, size_t depth)
{
    struct record_page *page = s->page;

    if (!s->single || depth > 0)
        return;
    if (page->root == NULL)
        page->root = malloc(RECORD_ROOT_MOST * sizeof *page->root);
    if (page->root == NULL || page->root_count == RECORD_ROOT_MOST) {
        page->root_count = 0;
        s->single = false;
        return;
    }
    page->root[page->root_count++] =
        (struct record_member){ key, start, s->reader.end };
}

static enum json_event
read_body(struct scan *s, enum json_event event, size_t depth)
{
    struct json_reader *r = &s->reader;
    bool found = false;

    if (depth == s->path_len)
        return read_target(s, event);
    if (event != JSON_OBJECT) {
        s->other = s->other || event == JSON_ARRAY;
        return json_skip(r, event);
    }
    while ((event = json_next(r)) == JSON_KEY) {
        struct record_name key = { r->text + r->start + 1,
                                   r->end - r->start - 2 };
        bool here = is_name(r, s->path[depth]);
        size_t start;

        /* A name that comes twice, or that may be spelled with escapes: what
         * was found is perhaps not what counts. */
        s->other = s->other || r->escaped || (here && found);
        found = found || here;
        event = json_next(r);
        start = r->start;
        if (read_member(s, event, here, depth) == JSON_ERROR)
            return JSON_ERROR;
        note_root(s, key, start, depth);
    }
    return event;
}

static enum json_event read_page(struct scan *s)
{
    enum json_event event = json_next(&s->reader);

    s->single = event == JSON_OBJECT;
    if (event != JSON_ARRAY)
        return event == JSON_ERROR ? event : read_body(s, event, 0);
    while ((event = json_next(&s->reader)) != JSON_ARRAY_END)
        if (event == JSON_ERROR || read_body(s, event, 0) == JSON_ERROR)
            return JSON_ERROR;
    return event;
}

bool record_path_is_literal(const struct record_name *path, size_t path_len)
{
    for (size_t i = 0; i < path_len; i++)
        if (path[i].len == 0 || strpbrk(path[i].text, "*?[") != NULL)
            return false;
    return true;
}

static void begin(struct scan *s, const char *text, size_t len)
{
    json_reader_init(&s->reader, text, len, NULL);
    s->keys = KEY_SET_EMPTY;
    s->lengths = 0;
    for (size_t i = 0; s->names != NULL && i < s->names->count; i++)
        s->lengths |= length_bit(s->names->list[i].len);
    s->other = len > UINT32_MAX;
}

enum record_result record_scan(struct record_page *page,
                               const char *text,
                               size_t len,
                               const struct record_name *path,
                               size_t path_len,
                               const struct record_names *names,
                               struct err *err)
{
    struct scan s = {
        .page = page,
        .path = path,
        .path_len = path_len,
        .names = names,
    };
    bool failed;

    if (names != NULL && names->count == 0)
        s.names = NULL;
    memset(page, 0, sizeof *page);
    page->text = text;
    page->len = len;
    page->has_line_breaks = len > 0 && (memchr(text, '\n', len) != NULL ||
                                        memchr(text, '\r', len) != NULL);
    begin(&s, text, len);
    failed = read_page(&s) == JSON_ERROR || json_next(&s.reader) != JSON_END;
    key_set_free(&s.keys);
    if (failed) {
        *err = s.reader.err;
        return RECORDS_FAILED;
    }
    return s.other ? RECORDS_OTHER : RECORDS_FOUND;
}

void record_page_free(struct record_page *page)
{
    free(page->spans);
    free(page->marks);
    free(page->root);
    memset(page, 0, sizeof *page);
}
