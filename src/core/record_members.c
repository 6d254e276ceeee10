#include "core/record_members.h"

#include "core/json_span.h"
#include "core/json_text.h"

static uint64_t length_bit(size_t len)
{
    return (uint64_t)1 << (len < 63 ? len : 63);
}

void record_members_begin(struct record_members *m,
                          const struct record_names *names)
{
    *m = (struct record_members){ .names = names->count > 0 ? names : NULL };
    for (size_t i = 0; i < names->count; i++)
        m->lengths |= length_bit(names->list[i].len);
}

void record_members_end(struct record_members *m)
{
    key_set_free(&m->keys);
}

/* A key between quotes that is spelled with escapes. */
static int find_escaped(const struct record_members *m,
                        struct record_page *page,
                        const char *text,
                        size_t len)
{
    char plain[256];

    if (len <= sizeof plain)
        return record_names_index(m->names, plain,
                                  json_text_unescape(text, len, plain));
    page->is_other = true;
    return -1;
}

/* Which of the names a key between quotes is, or -1. */
static int find_name(const struct record_members *m,
                     struct record_page *page,
                     const char *text,
                     size_t len,
                     bool escaped)
{
    if (escaped)
        return find_escaped(m, page, text, len);
    if ((m->lengths & length_bit(len)) == 0)
        return -1;
    return record_names_index(m->names, text, len);
}

/* The key noted last belongs to a null. When an earlier member has that key it
 * must go, too: a case so rare that the page is left to the decoder, as are
 * keys that cannot be compared by their bytes. */
static int check_null(struct record_members *m, struct record_page *page)
{
    int repeats = key_set_repeats(&m->keys);

    page->is_other = page->is_other || m->escaped || repeats > 0;
    return repeats < 0 ? -1 : 0;
}

/* A member between its places in the text, that is asked for or null. */
static int mark_member(struct record_members *m,
                       struct record_page *page,
                       int name,
                       const char *key,
                       const char *value,
                       const char *end)
{
    struct record_mark mark = {
        .key = (uint32_t)(key - page->text),
        .value = (uint32_t)(value - page->text),
        .end = (uint32_t)(end - page->text),
        .name = name < 0 ? RECORD_NO_NAME : (uint8_t)name,
        .null = *value == 'n',
    };

    if (record_page_mark(page, &mark) != 0)
        return -1;
    return mark.null ? check_null(m, page) : 0;
}

/* Note what there is to know of a member, little mostly. 0, or -1 without
 * memory. */
static int note_member(struct record_members *m,
                       struct record_page *page,
                       const char *key,
                       size_t key_len,
                       bool escaped,
                       const char *value,
                       const char *end)
{
    int name = m->names == NULL
                   ? -1
                   : find_name(m, page, key + 1, key_len - 2, escaped);

    m->escaped |= escaped;
    if (key_set_note(&m->keys, key, key_len) != 0)
        return -1;
    if (name < 0 && *value != 'n')
        return 0;
    return mark_member(m, page, name, key, value, end);
}

/* One member from its key on. Returns the byte after it, or NULL. */
static const char *read_member(struct record_members *m,
                               struct record_page *page,
                               const char *key,
                               const char *end,
                               unsigned depth)
{
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
        end = json_span(value, end, depth);
    if (end == NULL)
        return NULL;
    if (note_member(m, page, key, (size_t)(key_end - key), escaped, value,
                    end) == 0)
        return end;
    page->is_other = true;
    return NULL;
}

const char *record_members_read(struct record_members *m,
                                struct record_page *page,
                                const char *p,
                                unsigned depth)
{
    const char *end = page->text + page->len;

    key_set_clear(&m->keys);
    m->escaped = false;
    p = json_span_space(p, end);
    if (p < end && *p == '}')
        return p + 1;
    while ((p = read_member(m, page, p, end, depth)) != NULL) {
        p = json_span_space(p, end);
        if (p < end && *p == '}')
            return p + 1;
        if (p == end || *p != ',')
            return NULL;
        p = json_span_space(p + 1, end);
    }
    return NULL;
}
