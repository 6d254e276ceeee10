#include "core/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "core/json_writer.h"
#include "core/utf8.h"

/* Values of one name, one after the other, which stand in reading->out with
 * commas between them. */
struct run {
    size_t key, key_len; /* in level->keys, `"name":` */
    size_t start, len;   /* of the values; `len` is known in the end */
    size_t count;
    struct run *next; /* of the same name */
    bool is_taken;    /* there is one before it */
};

/* An open element, or the document. What is inside is written as it comes, and
 * becomes an object when the element ends, in its place: so a document of any
 * size is there but once. */
struct level {
    size_t start;      /* of the values in reading->out */
    struct buf inside; /* the text directly inside, in pieces */
    struct buf keys;
    struct run *runs; /* attributes and children in their order */
    size_t count, room;
};

struct reading {
    XML_Parser parser;
    struct buf *out;
    struct err *err; /* set by a callback that stops the parser */
    bool stopped;
    size_t depth;
    struct level levels[XML_DEPTH + 1]; /* the first is the document */
    struct buf spare;
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
    struct run *runs;

    if (level->count < level->room)
        return 0;
    runs = realloc(level->runs, room * sizeof *runs);
    if (runs == NULL)
        return -1;
    level->runs = runs;
    level->room = room;
    return 0;
}

/* Names have no characters that JSON escapes. */
static int begin_run(struct reading *r, struct level *level, const char *name)
{
    struct run *run;

    if (grow(level) != 0)
        return -1;
    run = &level->runs[level->count];
    *run = (struct run){ .key = level->keys.len,
                         .start = r->out->len,
                         .count = 1 };
    if (buf_putc(&level->keys, '"') != 0 || buf_puts(&level->keys, name) != 0 ||
        buf_append(&level->keys, "\":", 2) != 0)
        return -1;
    run->key_len = level->keys.len - run->key;
    level->count++;
    return 0;
}

static bool goes_on(const struct level *level, const char *name)
{
    const struct run *last = &level->runs[level->count - 1];
    size_t len = strlen(name);

    return last->key_len == len + 3 &&
           memcmp(level->keys.data + last->key + 1, name, len) == 0;
}

/* A child begins, or a member that is a text: its value is what is appended to
 * r->out. 0, or -1 without memory. */
static int begin_child(struct reading *r, struct level *level, const char *name)
{
    if (level->count == 0 || !goes_on(level, name))
        return begin_run(r, level, name);
    level->runs[level->count - 1].count++;
    return buf_putc(r->out, ',');
}

static int add_attribute(struct reading *r, const char **pair)
{
    r->spare.len = 0;
    if (buf_putc(&r->spare, '@') != 0 || buf_puts(&r->spare, pair[0]) != 0 ||
        begin_run(r, &r->levels[r->depth], r->spare.data) != 0)
        return -1;
    return json_write_string(r->out, pair[1], strlen(pair[1]), false);
}

static void on_open(void *user, const XML_Char *name, const XML_Char **pairs)
{
    struct reading *r = user;
    struct level *level;
    int status;

    if (r->stopped)
        return;
    if (r->depth == XML_DEPTH) {
        stop(r, ERR_LIMIT, "elements are nested too deep");
        return;
    }
    status = begin_child(r, &r->levels[r->depth], name);
    level = &r->levels[++r->depth];
    level->start = r->out->len;
    level->inside.len = level->keys.len = level->count = 0;
    for (; *pairs != NULL && status == 0; pairs += 2)
        status = add_attribute(r, pairs);
    if (status != 0)
        stop(r, ERR_LIMIT, "not enough memory");
}

/* By name, then by place. No key is the beginning of another one. */
static int compare(const void *a, const void *b, void *keys)
{
    const struct run *one = *(struct run *const *)a;
    const struct run *two = *(struct run *const *)b;
    size_t len = one->key_len < two->key_len ? one->key_len : two->key_len;
    int order = memcmp((const char *)keys + one->key,
                       (const char *)keys + two->key, len);

    return order != 0 ? order : one < two ? -1 : one > two;
}

/* Chain the runs of one name. Their number beyond the first ones, or -1 without
 * memory. */
static long chain_runs(struct level *level)
{
    const char *keys = level->keys.data;
    struct run **sorted;
    long taken = 0;

    if (level->count < 2)
        return 0;
    sorted = malloc(level->count * sizeof(struct run *));
    if (sorted == NULL)
        return -1;
    for (size_t i = 0; i < level->count; i++)
        sorted[i] = &level->runs[i];
    qsort_r(sorted, level->count, sizeof(struct run *), compare,
            level->keys.data);
    for (size_t i = 1; i < level->count; i++)
        if (sorted[i - 1]->key_len == sorted[i]->key_len &&
            memcmp(keys + sorted[i - 1]->key, keys + sorted[i]->key,
                   sorted[i]->key_len) == 0) {
            sorted[i - 1]->next = sorted[i];
            sorted[i]->is_taken = true;
            taken++;
        }
    free(sorted);
    return taken;
}

/* One run of the values of a chain, which have stood at `start`. */
static int join_chain(struct reading *r, struct run *first, size_t start)
{
    struct buf *out = r->out;
    struct run joined = { .key = first->key,
                          .key_len = first->key_len,
                          .start = out->len };

    for (const struct run *run = first; run != NULL; run = run->next) {
        if ((run != first && buf_putc(out, ',') != 0) ||
            buf_append(out, r->spare.data + (run->start - start), run->len) !=
                0)
            return -1;
        joined.count += run->count;
    }
    joined.len = out->len - joined.start;
    *first = joined;
    return 0;
}

/* Bring together what is of one name: children of several names in turns are
 * rare. */
static int join_runs(struct reading *r, struct level *level)
{
    size_t kept = 0;
    long taken = chain_runs(level);

    if (taken <= 0)
        return (int)taken;
    r->spare.len = 0;
    if (buf_append(&r->spare, r->out->data + level->start,
                   r->out->len - level->start) != 0)
        return -1;
    r->out->len = level->start;
    for (size_t i = 0; i < level->count; i++) {
        struct run *run = &level->runs[i];

        if (run->is_taken)
            continue;
        if (join_chain(r, run, level->start) != 0)
            return -1;
        level->runs[kept++] = *run;
    }
    level->count = kept;
    return 0;
}

/* A run ends where the next one begins. */
static void end_runs(struct level *level, size_t end)
{
    for (size_t i = level->count; i-- > 0; end = level->runs[i].start)
        level->runs[i].len = end - level->runs[i].start;
}

/* From the last run to the first, so that each moves to where nothing is. */
static int write_object(const struct level *level, struct buf *out)
{
    size_t more = 1;
    char *end;

    for (size_t i = 0; i < level->count; i++)
        more += level->runs[i].key_len + (level->runs[i].count > 1 ? 3 : 1);
    if (buf_reserve(out, more) != 0)
        return -1;
    out->len += more;
    end = out->data + out->len;
    *end = '\0';
    *--end = '}';
    for (size_t i = level->count; i-- > 0;) {
        const struct run *run = &level->runs[i];

        if (run->count > 1)
            *--end = ']';
        end -= run->len;
        memmove(end, out->data + run->start, run->len);
        if (run->count > 1)
            *--end = '[';
        end -= run->key_len;
        memcpy(end, level->keys.data + run->key, run->key_len);
        *--end = i == 0 ? '{' : ',';
    }
    return 0;
}

/* What is inside becomes the value. */
static int end_element(struct reading *r, struct level *level)
{
    const char *text = level->inside.data;
    size_t len = level->inside.len;

    utf8_strip(&text, &len);
    if (level->count == 0 && len == 0)
        return buf_puts(r->out, "null");
    if (level->count > 0 && len > 0 && begin_run(r, level, "#text") != 0)
        return -1;
    if (len > 0 && json_write_string(r->out, text, len, false) != 0)
        return -1;
    if (level->count == 0)
        return 0;
    end_runs(level, r->out->len);
    return join_runs(r, level) == 0 ? write_object(level, r->out) : -1;
}

static void on_close(void *user, const XML_Char *name)
{
    struct reading *r = user;
    int status;

    (void)name;
    if (r->stopped)
        return;
    status = end_element(r, &r->levels[r->depth--]);
    if (status == 0 && r->depth == 0)
        status = end_element(r, &r->levels[0]);
    if (status != 0)
        stop(r, ERR_LIMIT, "not enough memory");
}

static void on_text(void *user, const XML_Char *text, int len)
{
    struct reading *r = user;

    if (!r->stopped && r->depth > 0 &&
        buf_append(&r->levels[r->depth].inside, text, (size_t)len) != 0)
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

/* Bytes to give next: expat keeps a copy of them. It reads what lacks its end
 * anew with those that follow, which are as many then, so that nothing is read
 * more than twice. */
static size_t next_piece(const struct reading *r, size_t given, size_t len)
{
    enum { PIECE = 64 * 1024, MOST = 1 << 30 };
    XML_Index at = XML_GetCurrentByteIndex(r->parser);
    size_t kept = at >= 0 && (size_t)at < given ? given - (size_t)at : 0;
    size_t piece = kept < PIECE ? PIECE : kept < MOST ? kept : MOST;

    return piece < len - given ? piece : len - given;
}

static int parse(struct reading *r, const char *text, size_t len)
{
    enum XML_Status status;
    size_t given = 0;

    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_open, on_close);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetEntityDeclHandler(r->parser, on_entity);
    do {
        size_t piece = next_piece(r, given, len);

        given += piece;
        status = XML_Parse(r->parser, text + given - piece, (int)piece,
                           given == len);
    } while (status == XML_STATUS_OK && given < len);
    if (status == XML_STATUS_OK)
        return 0;
    stop(r, ERR_SYNTAX, XML_ErrorString(XML_GetErrorCode(r->parser)));
    return -1;
}

static void free_reading(struct reading *r)
{
    XML_ParserFree(r->parser);
    for (size_t i = 0; i <= XML_DEPTH; i++) {
        buf_free(&r->levels[i].inside);
        buf_free(&r->levels[i].keys);
        free(r->levels[i].runs);
    }
    buf_free(&r->spare);
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
    r->levels[0].start = out->len;
    r->parser = XML_ParserCreate(encoding);
    if (r->parser != NULL)
        status = parse(r, text, len);
    free_reading(r);
    return status;
}
