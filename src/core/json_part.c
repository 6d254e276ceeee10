#include "core/json_part.h"

#include <stdlib.h>
#include <string.h>

#include "core/json_reader.h"
#include "core/json_text.h"

struct part {
    size_t start;
    size_t end; /* 0: there is none */
};

/* Whether the key that was read is the name. 1 or 0; -1 without memory. */
static int
is_key(const struct json_reader *r, const char *name, size_t name_len)
{
    const char *key = r->text + r->start + 1;
    size_t len = r->end - r->start - 2;
    char *plain;
    int is;

    if (!r->escaped)
        return len == name_len && memcmp(key, name, len) == 0;
    plain = malloc(len);
    if (plain == NULL)
        return -1;
    is = json_text_unescape(key, len, plain) == name_len &&
         memcmp(plain, name, name_len) == 0;
    free(plain);
    return is;
}

/* The value whose first event was read. Returns its last event. */
static enum json_event find(struct json_reader *r,
                            enum json_event event,
                            const char *path,
                            struct part *part)
{
    size_t start = r->start, len;

    path += strspn(path, ".");
    len = strcspn(path, ".");
    if (len == 0 || event != JSON_OBJECT) {
        event = json_skip(r, event);
        if (len == 0)
            *part = (struct part){ start, r->end };
        return event;
    }
    while ((event = json_next(r)) == JSON_KEY) {
        int here = is_key(r, path, len);

        if (here < 0)
            return json_reader_fail(r, r->start, ERR_LIMIT, "no memory");
        event = json_next(r);
        if (here)
            *part = (struct part){ 0 };
        event = here ? find(r, event, path + len, part) : json_skip(r, event);
        if (event == JSON_ERROR)
            return event;
    }
    return event;
}

int json_part_append(struct buf *out,
                     const char *text,
                     size_t len,
                     const char *path,
                     struct err *err)
{
    struct part part = { 0 };
    struct json_reader reader;
    enum json_event event;

    json_reader_init(&reader, text, len, NULL);
    event = find(&reader, json_next(&reader), path, &part);
    if (event == JSON_ERROR || json_next(&reader) != JSON_END) {
        *err = reader.err;
        return -1;
    }
    len = part.end - part.start;
    if (len == 0)
        return 0;
    if (buf_reserve_exactly(out, len + 1) != 0)
        return err_set(err, ERR_LIMIT, "not enough memory");
    return buf_append(out, text + part.start, len) == 0 ? 1 : -1;
}
