#include "core/record_write.h"

#include <string.h>

#include "core/json_span.h"
#include "core/json_writer.h"

/* Where the bytes go: one of the two. */
struct sink {
    struct out *out;
    struct buf *buf;
    struct err *err;
    bool compact; /* no white space outside of strings */
    bool any;     /* a member was written */
};

static int put(struct sink *sink, const char *text, size_t len)
{
    if (sink->out != NULL)
        return out_write(sink->out, text, len, sink->err);
    return buf_append(sink->buf, text, len);
}

static int put_compact(struct sink *sink, const char *p, const char *end)
{
    const char *from = p;
    bool escaped;

    while (p < end) {
        if (*p == '"') {
            p = json_span_string(p, end, &escaped);
        } else if ((unsigned char)*p > ' ') {
            p++;
        } else {
            if (put(sink, from, (size_t)(p - from)) != 0)
                return -1;
            from = p = json_span_space(p, end);
        }
    }
    return put(sink, from, (size_t)(p - from));
}

static int put_json(struct sink *sink, const char *from, const char *to)
{
    return sink->compact ? put_compact(sink, from, to)
                         : put(sink, from, (size_t)(to - from));
}

static int put_comma(struct sink *sink)
{
    bool any = sink->any;

    sink->any = true;
    return any ? put(sink, ",", 1) : 0;
}

static bool is_separator(char c)
{
    return c == ',' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The members between two marks, without the commas around them. */
static int put_run(struct sink *sink, const char *from, const char *to)
{
    while (from < to && is_separator(*from))
        from++;
    while (from < to && is_separator(to[-1]))
        to--;
    if (from == to)
        return 0;
    return put_comma(sink) != 0 ? -1 : put_json(sink, from, to);
}

static int
put_value(struct sink *sink, const struct record_change *change, unsigned name)
{
    size_t start = name > 0 ? change->ends[name - 1] : 0;

    return put(sink, change->values.data + start, change->ends[name] - start);
}

/* A bit for a name; none where there is no name. */
static uint64_t bit_of(const struct record_mark *mark)
{
    return mark->name == RECORD_NO_NAME ? 0 : (uint64_t)1 << mark->name;
}

/* A member that has a new value: its key as it came. */
static int replace(struct sink *sink,
                   const char *text,
                   const struct record_mark *mark,
                   const struct record_change *change)
{
    if (put_comma(sink) != 0 ||
        put_json(sink, text + mark->key, text + mark->value) != 0)
        return -1;
    return put_value(sink, change, mark->name);
}

/* A member that the record does not have: *key is memory that is used again. */
static int add(struct sink *sink,
               const struct record_change *change,
               unsigned name,
               struct buf *key)
{
    const struct record_name *text = &change->names->list[name];

    key->len = 0;
    if (json_write_string(key, text->text, text->len, false) != 0 ||
        buf_putc(key, ':') != 0)
        return err_set(sink->err, ERR_LIMIT, "not enough memory");
    if (put_comma(sink) != 0 || put(sink, key->data, key->len) != 0)
        return -1;
    return put_value(sink, change, name);
}

static int
add_rest(struct sink *sink, const struct record_change *change, uint64_t left)
{
    struct buf key = BUF_EMPTY;
    int status = 0;

    for (; left != 0 && status == 0; left &= left - 1)
        status = add(sink, change, (unsigned)__builtin_ctzll(left), &key);
    buf_free(&key);
    return status;
}

static int write_members(struct sink *sink,
                         const struct record_page *page,
                         const struct record_span *span,
                         const struct record_change *change)
{
    size_t next = span->first_mark, last = next + span->mark_count;
    const char *text = page->text, *from = text + span->start + 1;
    uint64_t changed = change != NULL ? change->changed : 0;
    uint64_t left = change != NULL ? change->set : 0;

    for (; next < last; next++) {
        const struct record_mark *mark = &page->marks[next];
        uint64_t bit = bit_of(mark);

        if (!mark->null && (bit & changed) == 0)
            continue;
        if (put_run(sink, from, text + mark->key) != 0)
            return -1;
        from = text + mark->end;
        if ((bit & left) != 0 && replace(sink, text, mark, change) != 0)
            return -1;
        left &= ~bit;
    }
    if (put_run(sink, from, text + span->end - 1) != 0)
        return -1;
    return add_rest(sink, change, left);
}

/* Line breaks: strings have none, so that they are outside of strings. Most
 * pages have none at all. */
static bool must_compact(const struct record_page *page,
                         const struct record_span *span)
{
    const char *text = page->text + span->start;
    size_t len = span->end - span->start;

    return page->has_line_breaks &&
           (memchr(text, '\n', len) != NULL || memchr(text, '\r', len) != NULL);
}

static int write_record(struct sink *sink,
                        const struct record_page *page,
                        size_t index,
                        const struct record_change *change)
{
    const struct record_span *span = &page->spans[index];

    sink->compact = must_compact(page, span);
    sink->any = false;
    if (change == NULL && span->mark_count == 0)
        return put_json(sink, page->text + span->start, page->text + span->end);
    if (put(sink, "{", 1) != 0 || write_members(sink, page, span, change) != 0)
        return -1;
    return put(sink, "}", 1);
}

int record_write(const struct record_page *page,
                 size_t index,
                 const struct record_change *change,
                 struct out *out,
                 struct err *err)
{
    struct sink sink = { .out = out, .err = err };

    return write_record(&sink, page, index, change);
}

int record_append(const struct record_page *page, size_t index, struct buf *buf)
{
    struct sink sink = { .buf = buf };

    return write_record(&sink, page, index, NULL);
}
