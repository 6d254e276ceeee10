#include "core/record_shape.h"

#include <stdlib.h>
#include <string.h>

#include "core/grow.h"
#include "core/json_reader.h"
#include "core/json_span.h"

enum { LEAST = 32 };

int record_shape_add(struct record_shape *shape,
                     unsigned stays,
                     uint32_t *place)
{
    if (grow_array(&shape->places, &shape->place_room, shape->place_count,
                   LEAST, sizeof *shape->places) != 0)
        return -1;
    *place = (uint32_t)shape->place_count++;
    shape->places[*place] =
        (struct shape_place){ .stays = stays, .items = SHAPE_ANY };
    return 0;
}

int record_shape_add_member(struct record_shape *shape,
                            uint32_t place,
                            const char *name,
                            size_t len,
                            uint32_t to)
{
    struct shape_place *parent = &shape->places[place];

    if (grow_array(&shape->members, &shape->member_room, shape->member_count,
                   LEAST, sizeof *shape->members) != 0)
        return -1;
    if (parent->member_count++ == 0)
        parent->first_member = (uint32_t)shape->member_count;
    shape->members[shape->member_count++] =
        (struct shape_member){ name, len, to };
    return 0;
}

/* By length first: few names are of one length. */
static int compare(const void *a, const void *b)
{
    const struct shape_member *left = a, *right = b;

    if (left->len != right->len)
        return left->len < right->len ? -1 : 1;
    return memcmp(left->name, right->name, left->len);
}

void record_shape_end_members(struct record_shape *shape, uint32_t place)
{
    const struct shape_place *parent = &shape->places[place];

    if (parent->member_count > 0)
        qsort(shape->members + parent->first_member, parent->member_count,
              sizeof *shape->members, compare);
}

/* The place of a member of the objects at a place. */
static uint32_t find(const struct record_shape *shape,
                     const struct shape_place *parent,
                     const char *name,
                     size_t len)
{
    const struct shape_member *list = shape->members + parent->first_member;
    struct shape_member wanted = { name, len, 0 };
    size_t low = 0, high = parent->member_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare(&wanted, &list[middle]);

        if (order == 0)
            return list[middle].place;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return SHAPE_ANY;
}

static const char *fit_value(const struct record_shape *shape,
                             uint32_t at,
                             const char *p,
                             const char *end);

/* A key that is spelled with escapes fits nowhere. */
static const char *fit_member(const struct record_shape *shape,
                              const struct shape_place *parent,
                              const char *key,
                              const char *end)
{
    bool escaped = false;
    const char *key_end = json_span_string(key, end, &escaped);
    const char *value = json_span_space(json_span_space(key_end, end) + 1, end);

    if (escaped)
        return NULL;
    return fit_value(shape,
                     find(shape, parent, key + 1, (size_t)(key_end - key) - 2),
                     value, end);
}

/* The values of an object or list, from its first byte on. */
static const char *fit_container(const struct record_shape *shape,
                                 const struct shape_place *place,
                                 const char *p,
                                 const char *end)
{
    bool is_object = *p == '{';
    char last = is_object ? '}' : ']';

    p = json_span_space(p + 1, end);
    if (*p == last)
        return p + 1;
    for (;;) {
        p = is_object ? fit_member(shape, place, p, end)
                      : fit_value(shape, place->items, p, end);
        if (p == NULL)
            return NULL;
        p = json_span_space(p, end);
        if (*p == last)
            return p + 1;
        p = json_span_space(p + 1, end);
    }
}

/* What a number is: 0 where it is neither for certain. */
static unsigned kind_of_number(const char *p, const char *end)
{
    enum { MOST_DIGITS = 18 };
    size_t len = (size_t)(end - p);

    if (memchr(p, 'e', len) != NULL || memchr(p, 'E', len) != NULL ||
        len > MOST_DIGITS)
        return 0;
    return memchr(p, '.', len) != NULL ? SHAPE_FLOAT : SHAPE_INTEGER;
}

static unsigned kind_of(const char *p, const char *end)
{
    switch (*p) {
    case '{':
        return SHAPE_OBJECT;
    case '[':
        return SHAPE_ARRAY;
    case '"':
        return SHAPE_STRING;
    case 't':
    case 'f':
        return SHAPE_BOOLEAN;
    case 'n':
        return SHAPE_NULL;
    default:
        return kind_of_number(p, json_span_scalar(p, end));
    }
}

/* Returns the byte after the value, or NULL where one does not stay. */
static const char *fit_value(const struct record_shape *shape,
                             uint32_t at,
                             const char *p,
                             const char *end)
{
    const struct shape_place *place;

    if (at == SHAPE_ANY)
        return json_span(p, end, JSON_DEPTH_MOST);
    place = &shape->places[at];
    if ((place->stays & kind_of(p, end)) == 0)
        return NULL;
    if ((*p == '{' && place->member_count > 0) ||
        (*p == '[' && place->items != SHAPE_ANY))
        return fit_container(shape, place, p, end);
    return json_span(p, end, JSON_DEPTH_MOST);
}

bool record_shape_fits(const struct record_shape *shape,
                       const char *text,
                       const char *end)
{
    return fit_value(shape, 0, text, end) != NULL;
}

void record_shape_free(struct record_shape *shape)
{
    free(shape->places);
    free(shape->members);
    *shape = (struct record_shape){ 0 };
}
