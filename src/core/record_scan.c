#include "core/record_scan.h"

#include <stdlib.h>
#include <string.h>

#include "core/json_text.h"

/* The scan goes by steps: one record; one member beside the path; one token on
 * the way down to the records, or back up. All that a step needs of those
 * before it is its level, which the depth of the reader tells: a body is at
 * level 0, what the path leads to at that of its length, an element of a list
 * there one deeper. So a step that meets the end of what has come is taken
 * back, and made again when there is more. */

static enum json_event no_memory(struct record_scan *s)
{
    err_set(&s->reader.err, ERR_LIMIT, "not enough memory");
    return JSON_ERROR;
}

/* A value that is a record: an object is read, anything else is no record of
 * this lane. `alone` is a record that is not an element of a list: an empty
 * object is none, then. What is wrong in a record, the reader tells, when the
 * text is whole. */
static enum json_event
read_record(struct record_scan *s, enum json_event event, bool alone)
{
    struct json_reader *r = &s->reader;
    struct record_page *page = &s->page;
    size_t start = r->start, first_mark = page->mark_count;
    const char *end = NULL;

    if (event == JSON_OBJECT && !page->is_other)
        end = record_members_read(&s->members, page, r->text + r->end,
                                  r->max_depth - r->depth);
    if (end == NULL) {
        if (r->is_part)
            return JSON_ERROR;
        page->is_other = true;
        return json_skip(r, event);
    }
    json_reader_leave(r, (size_t)(end - r->text));
    if (alone && s->members.keys.count == 0)
        return JSON_OBJECT_END;
    return record_page_add(page, start, r->end, first_mark) == 0
               ? JSON_OBJECT_END
               : no_memory(s);
}

/* A scalar where a record or a list of them should be: none, or not for this
 * lane. */
static enum json_event read_scalar(struct record_scan *s, enum json_event event)
{
    const struct json_reader *r = &s->reader;

    if (event == JSON_TRUE || (event == JSON_STRING && r->end - r->start > 2) ||
        (event == JSON_NUMBER &&
         json_text_double(r->text + r->start, r->end - r->start) != 0))
        s->page.is_other = true;
    return event;
}

static bool is_star(const struct record_scan *s, size_t level)
{
    return s->has_stars && record_name_is_star(s->query->path[level]);
}

/* What the path leads to. */
static enum json_event read_target(struct record_scan *s, enum json_event event)
{
    if (s->has_stars)
        return read_record(s, event, false);
    if (event == JSON_OBJECT)
        return read_record(s, event, true);
    return event == JSON_ARRAY ? event : read_scalar(s, event);
}

/* A value on the way, of which only the first event was read. */
static enum json_event
read_value(struct record_scan *s, enum json_event event, size_t level)
{
    if (level > s->query->path_len)
        return read_record(s, event, false);
    if (event == JSON_ARRAY && s->reader.depth == 1 && s->outer == 0) {
        s->outer = 1;
        return event;
    }
    if (level == s->query->path_len)
        return read_target(s, event);
    if (event == JSON_OBJECT) {
        s->found[level] = false;
        key_set_clear(&s->keys[level]);
        return event;
    }
    if (event == JSON_ARRAY && is_star(s, level))
        return event;
    s->page.is_other = s->page.is_other || event == JSON_ARRAY;
    return json_skip(&s->reader, event);
}

/* Note a member of the one body there is. */
static void note_root(struct record_page *page,
                      const struct record_member *member)
{
    if (page->root == NULL)
        page->root = malloc(RECORD_ROOT_MOST * sizeof *page->root);
    if (page->root != NULL && page->root_count < RECORD_ROOT_MOST)
        page->root[page->root_count] = *member;
    page->root_count++;
}

static bool is_name(const struct json_reader *r, struct record_name name)
{
    return r->end - r->start - 2 == name.len &&
           memcmp(r->text + r->start + 1, name.text, name.len) == 0;
}

/* A member of an object all of whose members are on the path, whose key was
 * read: they are left to the next steps. */
static enum json_event read_any_member(struct record_scan *s, size_t level)
{
    const struct json_reader *r = &s->reader;
    struct key_set *keys = &s->keys[level];
    int repeats = key_set_note(keys, r->text + r->start, r->end - r->start);

    if (repeats == 0)
        repeats = key_set_repeats(keys);
    s->page.is_other = s->page.is_other || r->escaped || repeats > 0;
    return repeats < 0 ? no_memory(s) : JSON_KEY;
}

/* A member of an object on the way, whose key was read. One that is on the path
 * is left to the next step. */
static enum json_event read_member(struct record_scan *s, size_t level)
{
    struct json_reader *r = &s->reader;
    bool here = is_name(r, s->query->path[level]);
    bool escaped = r->escaped;
    struct record_member member = { r->start + 1, r->end - r->start - 2,
                                    r->pos };
    enum json_event event = here ? JSON_KEY : json_skip(r, json_next(r));

    if (event == JSON_ERROR)
        return event;
    /* A name that comes twice, or that may be spelled with escapes: what was
     * found is perhaps not what counts. */
    s->page.is_other = s->page.is_other || escaped || (here && s->found[level]);
    s->found[level] = s->found[level] || here;
    if (level == 0 && s->outer == 0)
        note_root(&s->page, &member);
    return event;
}

static enum json_event step(struct record_scan *s)
{
    size_t level = s->reader.depth - s->outer;
    enum json_event event = json_next(&s->reader);

    switch (event) {
    case JSON_ERROR:
    case JSON_END:
    case JSON_OBJECT_END:
    case JSON_ARRAY_END:
        return event;
    case JSON_KEY:
        return is_star(s, level - 1) ? read_any_member(s, level - 1)
                                     : read_member(s, level - 1);
    default:
        return read_value(s, event, level);
    }
}

static void begin(struct record_scan *s, const struct record_query *query)
{
    s->query = query;
    json_reader_init(&s->reader, "", 0, NULL);
    record_members_begin(&s->members, &query->names);
    s->page = (struct record_page){ 0 };
    s->outer = 0;
    s->least = 0;
    memset(s->keys, 0, sizeof s->keys);
    s->has_stars = false;
    for (size_t i = 0; i < query->path_len; i++)
        s->has_stars = s->has_stars || record_name_is_star(query->path[i]);
}

static void end(struct record_scan *s)
{
    record_members_end(&s->members);
    for (size_t i = 0; i < s->query->path_len; i++)
        key_set_free(&s->keys[i]);
}

struct record_scan *record_scan_new(const struct record_query *query)
{
    struct record_scan *s = malloc(sizeof *s);

    if (s != NULL)
        begin(s, query);
    return s;
}

void record_scan_free(struct record_scan *s)
{
    if (s == NULL)
        return;
    end(s);
    record_page_free(&s->page);
    free(s);
}

/* The text has become longer. */
static void
lengthen(struct record_scan *s, const char *text, size_t len, bool is_part)
{
    struct record_page *page = &s->page;
    const char *more = text + page->len;
    size_t count = len - page->len;

    if (count > 0 && !page->has_line_breaks)
        page->has_line_breaks = memchr(more, '\n', count) != NULL ||
                                memchr(more, '\r', count) != NULL;
    page->is_other = page->is_other || len > UINT32_MAX;
    page->text = text;
    page->len = len;
    json_reader_more(&s->reader, text, len, is_part);
}

/* A step is made when as many bytes are there as the one before took, or twice
 * as many as were too few for it: so little is read twice, however long records
 * are. */
void record_scan_feed(struct record_scan *s, const char *text, size_t len)
{
    struct json_reader *r = &s->reader;

    if (s->has_stars)
        return;
    lengthen(s, text, len, true);
    while (len - r->pos >= s->least) {
        struct json_place place = json_reader_place(r);
        size_t mark_count = s->page.mark_count;

        if (step(s) <= JSON_END) {
            json_reader_return(r, place);
            s->page.mark_count = mark_count;
            s->least = 2 * (len - place.pos);
            return;
        }
        s->least = r->pos - place.pos;
    }
}

enum record_result record_scan_end(struct record_scan *s,
                                   const char *text,
                                   size_t len,
                                   struct record_page *page,
                                   struct err *err)
{
    enum json_event event;

    lengthen(s, text, len, false);
    do
        event = step(s);
    while (event > JSON_END);
    *page = s->page;
    s->page = (struct record_page){ 0 };
    if (page->root == NULL || page->root_count > RECORD_ROOT_MOST)
        page->root_count = 0;
    end(s);
    if (event == JSON_ERROR) {
        *err = s->reader.err;
        return RECORDS_FAILED;
    }
    return page->is_other ? RECORDS_OTHER : RECORDS_FOUND;
}

enum record_result record_scan(struct record_page *page,
                               const char *text,
                               size_t len,
                               const struct record_query *query,
                               struct err *err)
{
    struct record_scan scan;

    begin(&scan, query);
    return record_scan_end(&scan, text, len, page, err);
}
