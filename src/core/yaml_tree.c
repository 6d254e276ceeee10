#include "core/yaml_tree.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "core/yaml_build.h"

enum { SIZE = 4 << 20, DEPTH = 128, NODES = 200000, EXPANDED = 1000000 };

static struct yaml_place place_of(yaml_mark_t mark)
{
    return (struct yaml_place){ (uint32_t)mark.line + 1,
                                (uint32_t)mark.column + 1 };
}

/* libyaml has no line for bytes that are no text; it knows the offset. */
static struct yaml_place place_of_offset(const char *text, size_t offset)
{
    struct yaml_place place = { 1, 1 };

    for (size_t i = 0; i < offset; i++) {
        place.column++;
        if (text[i] == '\n')
            place = (struct yaml_place){ place.line + 1, 1 };
    }
    return place;
}

/* Whether what cannot be read began on a line before: a quote that is never
 * closed, a mapping whose first key has another indentation than the rest. */
static int began_before(const yaml_parser_t *parser)
{
    return parser->error != YAML_READER_ERROR && parser->context != NULL &&
           parser->context_mark.line < parser->problem_mark.line;
}

static int parser_failed(struct yaml_build *b,
                         const yaml_parser_t *parser,
                         const char *text,
                         size_t len)
{
    struct yaml_place place = place_of(parser->problem_mark);
    const char *problem = parser->problem;

    if (parser->error == YAML_MEMORY_ERROR)
        return yaml_build_no_memory(b);
    if (parser->error == YAML_READER_ERROR)
        place = place_of_offset(
            text, parser->problem_offset < len ? parser->problem_offset : len);
    if (problem == NULL)
        problem = "wrong YAML";
    if (!began_before(parser))
        return yaml_build_fail(b, ERR_SYNTAX, place, "%s", problem);
    if (strcmp(parser->context, "while scanning a quoted scalar") == 0)
        place = place_of(parser->context_mark);
    return yaml_build_fail(b, ERR_SYNTAX, place,
                           "%s %s that begins on line %zu", problem,
                           parser->context, parser->context_mark.line + 1);
}

static const char *tag_suffix(const yaml_char_t *tag)
{
    static const char prefix[] = "tag:yaml.org,2002:";
    const char *text = (const char *)tag;

    if (text == NULL || strcmp(text, "!") == 0)
        return "";
    return strncmp(text, prefix, sizeof prefix - 1) == 0
               ? text + sizeof prefix - 1
               : NULL;
}

static int unknown_tag(struct yaml_build *b,
                       const yaml_event_t *event,
                       const yaml_char_t *tag)
{
    return yaml_build_fail(b, ERR_INVALID, place_of(event->start_mark),
                           "the tag %.100s is not supported",
                           (const char *)tag);
}

/* The type that a tag asks for, when the text allows it. */
static int
tagged_type(const char *tag, enum yaml_type found, enum yaml_type *type)
{
    int number = found == YAML_INTEGER || found == YAML_FLOAT;

    *type = found;
    if (strcmp(tag, "str") == 0 || strcmp(tag, "timestamp") == 0)
        *type = YAML_TEXT;
    else if (strcmp(tag, "null") == 0)
        *type = YAML_NULL;
    else if (strcmp(tag, "float") == 0 && number)
        *type = YAML_FLOAT;
    else if (strcmp(tag, "int") == 0)
        return found == YAML_INTEGER ? 0 : -1;
    else if (strcmp(tag, "bool") == 0)
        return found == YAML_TRUE || found == YAML_FALSE ? 0 : -1;
    else
        return -1;
    return 0;
}

static int take_scalar(struct yaml_build *b, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t len = event->data.scalar.length;
    const char *tag = tag_suffix(event->data.scalar.tag);
    enum yaml_type type = YAML_TEXT;

    if (tag == NULL)
        return unknown_tag(b, event, event->data.scalar.tag);
    if (*tag != '\0') {
        if (tagged_type(tag, yaml_scalar_type(text, len), &type) != 0)
            return yaml_build_fail(b, ERR_INVALID, place_of(event->start_mark),
                                   "the text is no !!%.40s", tag);
    } else if (event->data.scalar.plain_implicit) {
        type = yaml_scalar_type(text, len);
    }
    return yaml_build_scalar(b, place_of(event->start_mark),
                             (const char *)event->data.scalar.anchor, type,
                             text, len);
}

static int take_start(struct yaml_build *b, const yaml_event_t *event)
{
    int list = event->type == YAML_SEQUENCE_START_EVENT;
    const yaml_char_t *tag =
        list ? event->data.sequence_start.tag : event->data.mapping_start.tag;
    const yaml_char_t *anchor = list ? event->data.sequence_start.anchor
                                     : event->data.mapping_start.anchor;
    const char *suffix = tag_suffix(tag);

    if (suffix == NULL ||
        (*suffix != '\0' && strcmp(suffix, list ? "seq" : "map") != 0))
        return unknown_tag(b, event, tag);
    return yaml_build_open(b, place_of(event->start_mark), (const char *)anchor,
                           list ? YAML_LIST : YAML_MAPPING);
}

static int take(struct yaml_build *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (b->documents++ > 0)
            return yaml_build_fail(b, ERR_SYNTAX, place_of(event->start_mark),
                                   "a second document begins");
        return 0;
    case YAML_SCALAR_EVENT:
        return take_scalar(b, event);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return take_start(b, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return yaml_build_close(b);
    case YAML_ALIAS_EVENT:
        return yaml_build_alias(b, place_of(event->start_mark),
                                (const char *)event->data.alias.anchor);
    default:
        return 0;
    }
}

static int take_all(struct yaml_build *b, const char *text, size_t len)
{
    yaml_parser_t parser;
    yaml_event_type_t type = YAML_NO_EVENT;
    int status = 0;

    if (!yaml_parser_initialize(&parser))
        return yaml_build_no_memory(b);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
    while (status == 0 && type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;

        if (!yaml_parser_parse(&parser, &event)) {
            status = parser_failed(b, &parser, text, len);
            break;
        }
        type = event.type;
        status = take(b, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return status;
}

static struct yaml_limits with_defaults(const struct yaml_limits *limits)
{
    struct yaml_limits full = { 0 };

    if (limits != NULL)
        full = *limits;
    full.size = full.size != 0 ? full.size : SIZE;
    full.depth = full.depth != 0 ? full.depth : DEPTH;
    full.nodes = full.nodes != 0 ? full.nodes : NODES;
    full.expanded = full.expanded != 0 ? full.expanded : EXPANDED;
    return full;
}

int yaml_tree_read(struct yaml_tree *tree,
                   const char *text,
                   size_t len,
                   const struct yaml_limits *limits,
                   struct err *err)
{
    struct yaml_build build = { .tree = tree,
                                .limits = with_defaults(limits),
                                .err = err };
    struct yaml_place start = { 1, 1 };
    int status;

    memset(tree, 0, sizeof *tree);
    if (len > build.limits.size)
        return yaml_build_fail(&build, ERR_LIMIT, start,
                               "the text is larger than %zu bytes",
                               build.limits.size);
    status = take_all(&build, text, len);
    if (status == 0)
        status = yaml_build_finish(&build);
    yaml_build_free(&build);
    return status;
}
