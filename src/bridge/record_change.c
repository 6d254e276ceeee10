#include "bridge/record_change.h"

#include <lauxlib.h>
#include <string.h>

#include "bridge/json_value.h"
#include "core/json_writer.h"

static void add_name(lua_State *L, struct record_names *names, int index)
{
    struct record_name *name = &names->list[names->count];

    if (lua_type(L, index) != LUA_TSTRING)
        luaL_error(L, "the name of a member must be a string");
    if (names->count == RECORD_NAMES_MOST)
        luaL_error(L, "more than %d members", RECORD_NAMES_MOST);
    name->text = lua_tolstring(L, index, &name->len);
    names->count++;
}

void record_names_read(lua_State *L, int index, struct record_names *names)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);

    names->count = 0;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        add_name(L, names, -1);
        lua_pop(L, 1);
    }
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

int record_names_find(lua_State *L,
                      const struct record_names *names,
                      const struct json_reader *r)
{
    const char *key = r->text + r->start + 1;
    size_t len = r->end - r->start - 2;
    int found;

    if (!r->escaped)
        return record_names_index(names, key, len);
    json_string_push(L, r);
    key = lua_tolstring(L, -1, &len);
    found = record_names_index(names, key, len);
    lua_pop(L, 1);
    return found;
}

/* The name at index `key` is to have the value on top. */
static void set_member(lua_State *L, int key, struct record_change *change)
{
    static const struct json_style style = { 0, false, false, false };
    size_t n = change->set.count;

    add_name(L, &change->set, key);
    change->null[n] = lua_islightuserdata(L, -1);
    change->written[n] = false;
    json_value_write(L, -1, change->text, &style);
    change->ends[n] = change->text->len;
}

void record_change_take(lua_State *L,
                        int part,
                        int names,
                        struct buf *text,
                        struct record_change *change)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, names);

    change->drop.count = 0;
    change->set.count = 0;
    change->text = text;
    text->len = 0;
    for (lua_Integer i = 1; i <= count; i++) {
        int key = lua_gettop(L) + 1;

        lua_rawgeti(L, names, i);
        lua_pushvalue(L, key);
        if (lua_rawget(L, part) == LUA_TNIL)
            add_name(L, &change->drop, key);
        else
            set_member(L, key, change);
        lua_settop(L, key - 1);
    }
}

struct writing {
    lua_State *L;
    const struct record_page *page;
    struct record_change *change;
    struct out *out;
    struct err *err;
    bool any; /* a member was written */
};

static int put(struct writing *w, const char *text, size_t len)
{
    return out_write(w->out, text, len, w->err);
}

static int put_comma(struct writing *w)
{
    bool any = w->any;

    w->any = true;
    return any ? put(w, ",", 1) : 0;
}

static int put_value(struct writing *w, size_t i)
{
    size_t start = i > 0 ? w->change->ends[i - 1] : 0;

    w->change->written[i] = true;
    return put(w, w->change->text->data + start, w->change->ends[i] - start);
}

/* A member of the record that is replaced: its key as it came. */
static int replace(struct writing *w, const char *key, size_t len, size_t i)
{
    if (w->change->null[i] || w->change->written[i])
        return 0;
    if (put_comma(w) != 0 || put(w, key, len) != 0 || put(w, ":", 1) != 0)
        return -1;
    return put_value(w, i);
}

static int keep(struct writing *w, const char *member, size_t len)
{
    if (put_comma(w) != 0)
        return -1;
    return record_write_bytes(member, len, w->page->line_breaks, w->out,
                              w->err);
}

/* The member whose key was read last. */
static int write_member(struct writing *w, struct json_reader *r)
{
    const char *key = r->text + r->start;
    size_t len = r->end - r->start;
    int set = record_names_find(w->L, &w->change->set, r);
    bool drop = record_names_find(w->L, &w->change->drop, r) >= 0;
    enum json_event event = json_next(r);

    json_skip(r, event);
    if (set >= 0)
        return replace(w, key, len, (size_t)set);
    if (drop || event == JSON_NULL)
        return 0;
    return keep(w, key, (size_t)(r->text + r->end - key));
}

static int write_new(struct writing *w, size_t i)
{
    const struct record_name *name = &w->change->set.list[i];
    struct buf key = BUF_EMPTY;
    int status;

    if (w->change->null[i] || w->change->written[i])
        return 0;
    if (json_write_string(&key, name->text, name->len, false) != 0) {
        buf_free(&key);
        return err_set(w->err, ERR_LIMIT, "not enough memory");
    }
    status = replace(w, key.data, key.len, i);
    buf_free(&key);
    return status;
}

int record_change_write(lua_State *L,
                        const struct record_page *page,
                        size_t index,
                        struct record_change *change,
                        struct out *out,
                        struct err *err)
{
    const struct record_span *span = &page->spans[index];
    struct writing w = { L, page, change, out, err, false };
    struct json_reader reader;
    int status = put(&w, "{", 1);

    json_reader_init(&reader, page->text + span->start, span->end - span->start,
                     NULL);
    json_next(&reader);
    while (status == 0 && json_next(&reader) == JSON_KEY)
        status = write_member(&w, &reader);
    for (size_t i = 0; i < change->set.count && status == 0; i++)
        status = write_new(&w, i);
    return status != 0 ? status : put(&w, "}", 1);
}
