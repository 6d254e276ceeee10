#include "core/xml.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The text directly inside an open element, in pieces between its children. */
struct reading {
    XML_Parser parser;
    struct xml *xml;
    struct err *err; /* set by a callback that stops the parser */
    int stopped;
    size_t depth;
    struct buf inside[XML_DEPTH];
};

static void stop(struct reading *r, enum err_code code, const char *reason)
{
    if (r->stopped)
        return;
    r->stopped = 1;
    err_set(r->err, code, "%lu:%lu: %s", XML_GetCurrentLineNumber(r->parser),
            XML_GetCurrentColumnNumber(r->parser) + 1, reason);
    XML_StopParser(r->parser, XML_FALSE);
}

static void no_memory(struct reading *r)
{
    stop(r, ERR_LIMIT, "not enough memory");
}

static int grow(struct xml *xml)
{
    size_t room = xml->room == 0 ? 64 : xml->room * 2;
    struct xml_event *events;

    if (xml->count < xml->room)
        return 0;
    events = realloc(xml->events, room * sizeof *events);
    if (events == NULL)
        return -1;
    xml->events = events;
    xml->room = room;
    return 0;
}

static void
add(struct reading *r, enum xml_kind kind, const char *text, size_t len)
{
    struct xml *xml = r->xml;
    size_t start = xml->text.len;

    if (grow(xml) != 0 || buf_append(&xml->text, text, len) != 0)
        no_memory(r);
    else
        xml->events[xml->count++] = (struct xml_event){ kind, start, len };
}

static void on_open(void *user, const XML_Char *name, const XML_Char **pairs)
{
    struct reading *r = user;

    if (r->stopped)
        return;
    if (r->depth == XML_DEPTH) {
        stop(r, ERR_LIMIT, "elements are nested too deep");
        return;
    }
    r->inside[r->depth++].len = 0;
    add(r, XML_OPEN, name, strlen(name));
    for (; *pairs != NULL; pairs += 2) {
        add(r, XML_NAME, pairs[0], strlen(pairs[0]));
        add(r, XML_VALUE, pairs[1], strlen(pairs[1]));
    }
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

static void on_close(void *user, const XML_Char *name)
{
    struct reading *r = user;
    struct buf *inside;
    const char *text;
    size_t len, size;

    (void)name;
    if (r->stopped)
        return;
    inside = &r->inside[--r->depth];
    text = inside->data == NULL ? "" : inside->data;
    len = inside->len;
    while ((size = blank(text, len)) > 0) {
        text += size;
        len -= size;
    }
    while ((size = last_blank(text, len)) > 0)
        len -= size;
    add(r, XML_CLOSE, text, len);
}

static void on_text(void *user, const XML_Char *text, int len)
{
    struct reading *r = user;

    if (!r->stopped && r->depth > 0 &&
        buf_append(&r->inside[r->depth - 1], text, (size_t)len) != 0)
        no_memory(r);
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

int xml_read(struct xml *xml, const char *text, size_t len, struct err *err)
{
    struct reading *r = calloc(1, sizeof *r);
    int status = -1;

    err_set(err, ERR_LIMIT, "1:1: not enough memory");
    if (r == NULL)
        return -1;
    r->xml = xml;
    r->err = err;
    r->parser = XML_ParserCreate(NULL);
    if (r->parser != NULL)
        status = parse(r, text, len);
    XML_ParserFree(r->parser);
    for (size_t i = 0; i < XML_DEPTH; i++)
        buf_free(&r->inside[i]);
    free(r);
    return status;
}

void xml_free(struct xml *xml)
{
    free(xml->events);
    buf_free(&xml->text);
    *xml = (struct xml){ 0 };
}
