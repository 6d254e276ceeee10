/* record_shape.h - whether a record is what a schema wants, told from its text.
 *
 * A shape has a place for each value that the schema describes. A place tells
 * which kinds of values stay there as they are; what is in an object or a list
 * there has places of its own. The first place is that of the record.
 *
 *     record_shape_add(&shape, SHAPE_OBJECT, &record);
 *     record_shape_add(&shape, SHAPE_STRING | SHAPE_NULL, &name);
 *     record_shape_add_member(&shape, record, "name", 4, name);
 *     record_shape_fits(&shape, text, end);
 *     record_shape_free(&shape);
 *
 * All members of a place are added one after the other. */
#ifndef REVOS_RECORD_SHAPE_H
#define REVOS_RECORD_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum shape_kind {
    SHAPE_STRING = 1,
    SHAPE_INTEGER = 2, /* of 64 bits */
    SHAPE_FLOAT = 4,   /* with a point and no exponent */
    SHAPE_BOOLEAN = 8,
    SHAPE_NULL = 16,
    SHAPE_OBJECT = 32,
    SHAPE_ARRAY = 64
};

enum { SHAPE_ANY = UINT32_MAX }; /* the place of what nobody describes */

struct shape_member {
    const char *name; /* borrowed */
    size_t len;
    uint32_t place;
};

struct shape_place {
    unsigned stays; /* kinds */
    uint32_t first_member, member_count;
    uint32_t items; /* the place of all elements of a list */
};

struct record_shape {
    struct shape_place *places;
    size_t place_count, place_room;
    struct shape_member *members;
    size_t member_count, member_room;
};

/* Add a place without members. 0, or -1 without memory. */
int record_shape_add(struct record_shape *shape,
                     unsigned stays,
                     uint32_t *place);

/* Add a member of the objects at a place, whose value is at another. The name
 * must outlive the shape. 0, or -1 without memory. */
int record_shape_add_member(struct record_shape *shape,
                            uint32_t place,
                            const char *name,
                            size_t len,
                            uint32_t to);

/* The members of a place are complete: they can be found. */
void record_shape_end_members(struct record_shape *shape, uint32_t place);

/* Whether all values of a record, whose text is a JSON object without errors,
 * stay as they are. Where that is not easily told, it does not. */
bool record_shape_fits(const struct record_shape *shape,
                       const char *text,
                       const char *end);

/* Release the memory; fine for a shape of zeros. */
void record_shape_free(struct record_shape *shape);

#endif
