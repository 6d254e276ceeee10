#include "core/xml.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "core/json_writer.h"

/* An attribute or a child of an open element. */
struct member {
    size_t key;  /* in level->keys, `"name":` and a NUL */
    size_t text; /* the value, in level->values */
    size_t len;
    struct member *next; /* the next one of the same name */
    bool is_repeated;    /* there is one before it */
};

/* An open element. */
struct level {
    struct buf name;
    struct buf inside; /* the text directly inside, in pieces */
    struct buf keys, values;
    struct member *members;
    size_t count, room;
};

/* Some text in a buffer. */
struct xml_text {
    const char *text;
    size_t len;
};

struct reading {
    XML_Parser parser;
    struct buf *out;
    struct err *err; /* set by a callback that stops the parser */
    bool stopped;
    size_t depth;
    struct level levels[XML_DEPTH];
    struct buf key; /* of the member that is added */
};

static void stop(struct reading *r, enum err_code code, const char *reason)
{
    if (r->stopped)
        return;
    r->stopped = true;
    err_set(r->err, code, "%lu:%lu: %s", XML_GetCurrentLineNumber(r->parser),
            XML_GetCurrentColumnNumber(r->parser) + 1, reason);
    XML_StopParser(r->parser, XML_FALSE);
}

static int grow(struct level *level)
{
    size_t room = level->room == 0 ? 16 : level->room * 2;
    struct member *members;

    if (level->count < level->room)
        return 0;
    members = realloc(level->members, room * sizeof *members);
    if (members == NULL)
        return -1;
    level->members = members;
    level->room = room;
    return 0;
}

/* Begin a member: its value is what is appended to level->values until
 * end_member. 0, or -1 without memory. */
static int begin_member(struct level *level, const char *name, size_t len)
{
    struct member *member;

    if (grow(level) != 0)
        return -1;
    member = &level->members[level->count];
    *member =
        (struct member){ .key = level->keys.len, .text = level->values.len };
    if (json_write_string(&level->keys, name, len, false) != 0)
        return -1;
    return buf_append(&level->keys, ":", 2);
}

static void end_member(struct level *level)
{
    struct member *member = &level->members[level->count++];

    member->len = level->values.len - member->text;
}

static int add_text(struct level *level,
                    const char *name,
                    size_t name_len,
                    const char *text,
                    size_t len)
{
    if (begin_member(level, name, name_len) != 0 ||
        json_write_string(&level->values, text, len, false) != 0)
        return -1;
    end_member(level);
    return 0;
}

static int add_attribute(struct reading *r, const char **pair)
{
    r->key.len = 0;
    if (buf_putc(&r->key, '@') != 0 || buf_puts(&r->key, pair[0]) != 0)
        return -1;
    return add_text(&r->levels[r->depth - 1], r->key.data, r->key.len, pair[1],
                    strlen(pair[1]));
}

static void on_open(void *user, const XML_Char *name, const XML_Char **pairs)
{
    struct reading *r = user;
    struct level *level = &r->levels[r->depth];
    int status;

    if (r->stopped)
        return;
    if (r->depth == XML_DEPTH) {
        stop(r, ERR_LIMIT, "elements are nested too deep");
        return;
    }
    r->depth++;
    level->name.len = level->inside.len = 0;
    level->keys.len = level->values.len = level->count = 0;
    status = buf_puts(&level->name, name);
    for (; *pairs != NULL && status == 0; pairs += 2)
        status = add_attribute(r, pairs);
    if (status != 0)
        stop(r, ERR_LIMIT, "not enough memory");
}

/* Bytes of the blank at `text`, as Python's str.strip knows it; 0: none. */
static size_t blank(const char *text, size_t len)
{
    static const char *const wide[] = {
        "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80",
        "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84",
        "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
        "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8", "\xe2\x80\xa9",
        "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80",
    };

    if (len == 0)
        return 0;
    if (*text == ' ' || (*text >= '\t' && *text <= '\r') ||
        (*text >= 0x1c && *text <= 0x1f))
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        size_t size = strlen(wide[i]);

        if (len >= size && memcmp(text, wide[i], size) == 0)
            return size;
    }
    return 0;
}

static size_t last_blank(const char *text, size_t len)
{
    for (size_t size = 1; size <= 3 && size <= len; size++)
        if (blank(text + len - size, size) == size)
            return size;
    return 0;
}

/* The text of an element without the blanks around it. */
static struct xml_text inner_text(const struct level *level)
{
    struct xml_text text = { level->inside.data, level->inside.len };
    size_t size;

    while ((size = blank(text.text, text.len)) > 0) {
        text.text += size;
        text.len -= size;
    }
    while ((size = last_blank(text.text, text.len)) > 0)
        text.len -= size;
    return text;
}

/* By name, then by place. */
static int compare(const void *a, const void *b, void *keys)
{
    const struct member *one = *(struct member *const *)a;
    const struct member *two = *(struct member *const *)b;
    int order =
        strcmp((const char *)keys + one->key, (const char *)keys + two->key);

    return order != 0 ? order : one < two ? -1 : one > two;
}

/* Chain the members of one name. 0, or -1 without memory. */
static int join_members(struct level *level)
{
    const char *keys = level->keys.data;
    struct member **sorted;

    if (level->count < 2)
        return 0;
    sorted = malloc(level->count * sizeof(struct member *));
    if (sorted == NULL)
        return -1;
    for (size_t i = 0; i < level->count; i++)
        sorted[i] = &level->members[i];
    qsort_r(sorted, level->count, sizeof(struct member *), compare,
            level->keys.data);
    for (size_t i = 1; i < level->count; i++)
        if (strcmp(keys + sorted[i - 1]->key, keys + sorted[i]->key) == 0) {
            sorted[i - 1]->next = sorted[i];
            sorted[i]->is_repeated = true;
        }
    free(sorted);
    return 0;
}

/* A member with its value, or the list of its values. */
static int write_member(const struct level *level,
                        const struct member *member,
                        struct buf *out)
{
    bool is_list = member->next != NULL;

    if (buf_puts(out, level->keys.data + member->key) != 0 ||
        (is_list && buf_putc(out, '[') != 0))
        return -1;
    for (const struct member *m = member; m != NULL; m = m->next)
        if ((m != member && buf_putc(out, ',') != 0) ||
            buf_append(out, level->values.data + m->text, m->len) != 0)
            return -1;
    return is_list ? buf_putc(out, ']') : 0;
}

static int write_object(struct level *level, struct buf *out)
{
    char before = '{';

    if (join_members(level) != 0)
        return -1;
    for (size_t i = 0; i < level->count; i++) {
        if (level->members[i].is_repeated)
            continue;
        if (buf_putc(out, before) != 0 ||
            write_member(level, &level->members[i], out) != 0)
            return -1;
        before = ',';
    }
    return buf_putc(out, '}');
}

static int write_element(struct level *level, struct buf *out)
{
    struct xml_text text = inner_text(level);

    if (level->count == 0)
        return text.len == 0
                   ? buf_puts(out, "null")
                   : json_write_string(out, text.text, text.len, false);
    if (text.len > 0 && add_text(level, "#text", 5, text.text, text.len) != 0)
        return -1;
    return write_object(level, out);
}

/* The root is the one member of the document. */
static int write_root(struct level *level, struct buf *out)
{
    if (buf_putc(out, '{') != 0 ||
        json_write_string(out, level->name.data, level->name.len, false) != 0 ||
        buf_putc(out, ':') != 0 || write_element(level, out) != 0)
        return -1;
    return buf_putc(out, '}');
}

static int write_child(struct level *parent, struct level *level)
{
    if (begin_member(parent, level->name.data, level->name.len) != 0 ||
        write_element(level, &parent->values) != 0)
        return -1;
    end_member(parent);
    return 0;
}

static void on_close(void *user, const XML_Char *name)
{
    struct reading *r = user;
    struct level *level;
    int status;

    (void)name;
    if (r->stopped)
        return;
    level = &r->levels[--r->depth];
    status = r->depth == 0 ? write_root(level, r->out)
                           : write_child(level - 1, level);
    if (status != 0)
        stop(r, ERR_LIMIT, "not enough memory");
}

static void on_text(void *user, const XML_Char *text, int len)
{
    struct reading *r = user;

    if (!r->stopped && r->depth > 0 &&
        buf_append(&r->levels[r->depth - 1].inside, text, (size_t)len) != 0)
        stop(r, ERR_LIMIT, "not enough memory");
}

static void on_entity(void *user,
                      const XML_Char *name,
                      int is_parameter,
                      const XML_Char *value,
                      int value_len,
                      const XML_Char *base,
                      const XML_Char *system,
                      const XML_Char *public_id,
                      const XML_Char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)value_len, (void)base;
    (void)system, (void)public_id, (void)notation;
    stop(user, ERR_LIMIT, "entities may not be declared");
}

static int parse(struct reading *r, const char *text, size_t len)
{
    if (len > INT_MAX)
        return err_set(r->err, ERR_LIMIT, "1:1: the document is too long");
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_open, on_close);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetEntityDeclHandler(r->parser, on_entity);
    if (XML_Parse(r->parser, text, (int)len, 1) == XML_STATUS_OK)
        return 0;
    stop(r, ERR_SYNTAX, XML_ErrorString(XML_GetErrorCode(r->parser)));
    return -1;
}

static void free_reading(struct reading *r)
{
    XML_ParserFree(r->parser);
    for (size_t i = 0; i < XML_DEPTH; i++) {
        buf_free(&r->levels[i].name);
        buf_free(&r->levels[i].inside);
        buf_free(&r->levels[i].keys);
        buf_free(&r->levels[i].values);
        free(r->levels[i].members);
    }
    buf_free(&r->key);
    free(r);
}

int xml_to_json(const char *text,
                size_t len,
                const char *encoding,
                struct buf *out,
                struct err *err)
{
    struct reading *r = calloc(1, sizeof *r);
    int status = -1;

    err_set(err, ERR_LIMIT, "1:1: not enough memory");
    if (r == NULL)
        return -1;
    r->out = out;
    r->err = err;
    r->parser = XML_ParserCreate(encoding);
    if (r->parser != NULL)
        status = parse(r, text, len);
    free_reading(r);
    return status;
}
