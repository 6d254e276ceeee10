/* yaml_build.h - how yaml_tree.c puts a tree together. Not for other files.
 *
 * Functions return 0, or -1 with build->err set. */
#ifndef REVOS_YAML_BUILD_H
#define REVOS_YAML_BUILD_H

#include "core/yaml_tree.h"

enum { YAML_ANCHOR_SLOTS = 1024 };

struct yaml_anchor {
    const char *name;
    uint32_t node;
    uint32_t next; /* in its slot: index + 1, or 0 */
};

struct yaml_frame {
    uint32_t node;
    size_t first; /* its first child in `pending` */
};

struct yaml_build {
    struct yaml_tree *tree;
    struct yaml_limits limits;
    struct err *err;
    unsigned documents;
    size_t node_room, link_room, duplicate_room;
    uint64_t expanded; /* nodes so far, aliases counted as what they are */
    struct yaml_link *pending; /* children of what is still open */
    size_t pending_count, pending_room;
    struct yaml_frame *frames;
    size_t depth, frame_room;
    struct yaml_anchor *anchors;
    size_t anchor_count, anchor_room;
    uint32_t slots[YAML_ANCHOR_SLOTS];
};

/* Set "line:column: reason". Returns -1. */
int yaml_build_fail(struct yaml_build *b,
                    enum err_code code,
                    struct yaml_place place,
                    const char *format,
                    ...) __attribute__((format(printf, 4, 5)));
int yaml_build_no_memory(struct yaml_build *b);

/* The next node; `anchor` may be NULL. */
int yaml_build_scalar(struct yaml_build *b,
                      struct yaml_place place,
                      const char *anchor,
                      enum yaml_type type,
                      const char *text,
                      size_t len);
int yaml_build_open(struct yaml_build *b,
                    struct yaml_place place,
                    const char *anchor,
                    enum yaml_kind kind);
int yaml_build_close(struct yaml_build *b);
int yaml_build_alias(struct yaml_build *b,
                     struct yaml_place place,
                     const char *anchor);

/* Set the root. */
int yaml_build_finish(struct yaml_build *b);

/* Free what the tree does not need. */
void yaml_build_free(struct yaml_build *b);

/* Make room for one more element of `size` bytes in a growing array. */
int yaml_build_grow(
    struct yaml_build *b, void *array, size_t *room, size_t count, size_t size);

/* Put the children of a mapping, pending[first...], into the tree: keys
 * checked, duplicates noted, merge keys resolved (yaml_members.c). */
int yaml_build_members(struct yaml_build *b,
                       uint32_t mapping,
                       const struct yaml_link *pairs,
                       size_t count);

/* Append one link to the tree. */
int yaml_build_link(struct yaml_build *b, struct yaml_link link);

#endif
