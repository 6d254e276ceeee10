#include "core/record_scan.h"

#include <stdlib.h>
#include <string.h>

#include "core/json_reader.h"
#include "core/json_text.h"

/* So many members of one record are compared when one of them is null. */
enum { KEYS_MOST = 256 };

struct scan {
    struct json_reader reader;
    struct record_page *page;
    const struct record_name *path;
    size_t path_len;
    bool other;  /* found something that is not for this lane */
    bool single; /* the text is one body: its members are noted */
    struct record_name keys[KEYS_MOST]; /* of the record that is read */
    size_t key_count;
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

static int add_cut(struct record_page *page, size_t start, size_t end)
{
    if (grow(&page->cuts, &page->cut_room, page->cut_count,
             sizeof *page->cuts) != 0)
        return -1;
    page->cuts[page->cut_count++] = (struct record_cut){ start, end };
    return 0;
}

/* Note the key just read. A record with more members than fit, or with a key
 * spelled with escapes, cannot be compared by bytes. */
static void note_key(struct scan *s)
{
    const struct json_reader *r = &s->reader;

    if (s->key_count == KEYS_MOST || r->escaped)
        s->key_count = KEYS_MOST;
    else
        s->keys[s->key_count++] =
            (struct record_name){ r->text + r->start, r->end - r->start };
}

/* The member with the key noted last is null. When an earlier one has that key
 * it must go, too: a case so rare that the page is left to the decoder. */
static void check_null(struct scan *s)
{
    const struct record_name *last = &s->keys[s->key_count - 1];

    if (s->key_count == KEYS_MOST) {
        s->other = true;
        return;
    }
    for (const struct record_name *key = s->keys; key < last; key++)
        if (key->len == last->len &&
            memcmp(key->text, last->text, key->len) == 0)
            s->other = true;
}

/* Where a record stands while its members are read. */
struct members {
    size_t body;  /* after the opening brace */
    size_t kept;  /* end of the last member that is kept; 0: none yet */
    size_t nulls; /* members that are null since the start */
};

/* A null member before any that is kept goes with the comma after it, that is,
 * all from the brace to the next key; later ones go with the comma before. */
static int note_member(struct scan *s,
                       struct members *m,
                       enum json_event value,
                       size_t key,
                       size_t end)
{
    if (value == JSON_NULL) {
        check_null(s);
        m->nulls++;
        if (m->kept == 0)
            return 0;
        if (add_cut(s->page, m->kept, end) != 0)
            return -1;
        m->kept = end;
        return 0;
    }
    if (m->kept == 0 && m->nulls > 0 && add_cut(s->page, m->body, key) != 0)
        return -1;
    m->kept = end;
    return 0;
}

/* Read the members of a record, whose brace was read. */
static enum json_event read_members(struct scan *s, struct members *m)
{
    enum json_event event;

    s->key_count = 0;
    while ((event = json_next(&s->reader)) == JSON_KEY) {
        size_t key = s->reader.start;

        note_key(s);
        event = json_next(&s->reader);
        if (event == JSON_ERROR ||
            (event <= JSON_ARRAY && json_skip(&s->reader, event) < 0))
            return JSON_ERROR;
        if (note_member(s, m, event, key, s->reader.end) != 0)
            return no_memory(s);
    }
    if (event == JSON_OBJECT_END && m->kept == 0 && m->nulls > 0 &&
        add_cut(s->page, m->body, s->reader.start) != 0)
        return no_memory(s);
    return event;
}

/* A value that is a record: an object is read, anything else is no record of
 * this lane. `alone` is a record that is not an element of a list: an empty
 * object is none, then. */
static enum json_event
read_record(struct scan *s, enum json_event event, bool alone)
{
    struct record_page *page = s->page;
    struct members m = { .body = s->reader.end };
    size_t start = s->reader.start, first_cut = page->cut_count;

    if (event != JSON_OBJECT) {
        s->other = true;
        return json_skip(&s->reader, event);
    }
    event = read_members(s, &m);
    if (event == JSON_ERROR || (alone && m.kept == 0 && m.nulls == 0))
        return event;
    if (grow(&page->spans, &page->span_room, page->count,
             sizeof *page->spans) != 0)
        return no_memory(s);
    page->spans[page->count++] = (struct record_span){
        .start = start,
        .end = s->reader.end,
        .first_cut = (uint32_t)first_cut,
        .cut_count = (uint32_t)(page->cut_count - first_cut),
    };
    return event;
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
    if (page->root_count == RECORD_ROOT_MOST) {
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

enum record_result record_scan(struct record_page *page,
                               const char *text,
                               size_t len,
                               const struct record_name *path,
                               size_t path_len,
                               struct err *err)
{
    struct scan s; /* keys need no zeros */

    memset(page, 0, sizeof *page);
    page->text = text;
    page->len = len;
    page->line_breaks =
        memchr(text, '\n', len) != NULL || memchr(text, '\r', len) != NULL;
    json_reader_init(&s.reader, text, len, NULL);
    s.page = page;
    s.path = path;
    s.path_len = path_len;
    s.other = len > UINT32_MAX;
    s.key_count = 0;
    if (read_page(&s) == JSON_ERROR || json_next(&s.reader) != JSON_END) {
        *err = s.reader.err;
        return RECORDS_FAILED;
    }
    return s.other ? RECORDS_OTHER : RECORDS_FOUND;
}

static const char *string_end(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\')
            p++;
    return p < end ? p + 1 : end;
}

static int
write_compact(const char *text, size_t len, struct out *out, struct err *err)
{
    const char *p = text, *end = text + len, *from = text;
    int status = 0;

    while (p < end && status == 0) {
        if (*p == '"') {
            p = string_end(p, end);
        } else if (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t') {
            status = out_write(out, from, (size_t)(p - from), err);
            from = ++p;
        } else {
            p++;
        }
    }
    return status != 0 ? status : out_write(out, from, (size_t)(p - from), err);
}

int record_write_bytes(const char *text,
                       size_t len,
                       bool compact,
                       struct out *out,
                       struct err *err)
{
    return compact ? write_compact(text, len, out, err)
                   : out_write(out, text, len, err);
}

int record_write(const struct record_page *page,
                 size_t index,
                 struct out *out,
                 struct err *err)
{
    const struct record_span *span = &page->spans[index];
    const struct record_cut *cut = page->cuts + span->first_cut;
    size_t from = span->start;
    int status = 0;

    for (uint32_t i = 0; i < span->cut_count && status == 0; i++, cut++) {
        status = record_write_bytes(page->text + from, cut->start - from,
                                    page->line_breaks, out, err);
        from = cut->end;
    }
    if (status != 0)
        return status;
    return record_write_bytes(page->text + from, span->end - from,
                              page->line_breaks, out, err);
}

void record_page_free(struct record_page *page)
{
    free(page->spans);
    free(page->cuts);
    memset(page, 0, sizeof *page);
}
