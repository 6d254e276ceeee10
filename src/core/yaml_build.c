#include "core/yaml_build.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/grow.h"

/* Texts of scalars are cut from large blocks. */
struct yaml_block {
    struct yaml_block *next;
    size_t used, size;
    char bytes[];
};

enum { BLOCK = 32 * 1024 };

int yaml_build_fail(struct yaml_build *b,
                    enum err_code code,
                    struct yaml_place place,
                    const char *format,
                    ...)
{
    char reason[400];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    err_set(b->err, code, "%u:%u: %s", place.line, place.column, reason);
    if (b->err != NULL) {
        b->err->line = place.line;
        b->err->column = place.column;
    }
    return -1;
}

int yaml_build_no_memory(struct yaml_build *b)
{
    return err_set(b->err, ERR_LIMIT, "not enough memory");
}

int yaml_build_grow(
    struct yaml_build *b, void *array, size_t *room, size_t count, size_t size)
{
    if (grow_array(array, room, count, 64, size) != 0)
        return yaml_build_no_memory(b);
    return 0;
}

/* A copy that lives as long as the tree, or NULL. */
static char *keep(struct yaml_build *b, const char *text, size_t len)
{
    struct yaml_block *block = b->tree->blocks;
    char *copy;

    if (block == NULL || block->size - block->used <= len) {
        size_t size = len + 1 > BLOCK ? len + 1 : BLOCK;

        block = malloc(sizeof *block + size);
        if (block == NULL)
            return NULL;
        *block = (struct yaml_block){ .next = b->tree->blocks, .size = size };
        b->tree->blocks = block;
    }
    copy = block->bytes + block->used;
    memcpy(copy, text, len);
    copy[len] = '\0';
    block->used += len + 1;
    return copy;
}

static unsigned slot_of(const char *name)
{
    unsigned hash = 2166136261u; /* FNV-1a */

    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash % YAML_ANCHOR_SLOTS;
}

static int add_anchor(struct yaml_build *b, const char *name, uint32_t node)
{
    unsigned slot;
    const char *copy;

    if (name == NULL)
        return 0;
    copy = keep(b, name, strlen(name));
    if (copy == NULL)
        return yaml_build_no_memory(b);
    if (yaml_build_grow(b, &b->anchors, &b->anchor_room, b->anchor_count,
                        sizeof *b->anchors) != 0)
        return -1;
    slot = slot_of(name);
    b->anchors[b->anchor_count++] =
        (struct yaml_anchor){ copy, node, b->slots[slot] };
    b->slots[slot] = (uint32_t)b->anchor_count;
    return 0;
}

/* The latest anchor of that name, or NULL. */
static const struct yaml_anchor *find_anchor(const struct yaml_build *b,
                                             const char *name)
{
    uint32_t i = b->slots[slot_of(name)];

    while (i != 0 && strcmp(b->anchors[i - 1].name, name) != 0)
        i = b->anchors[i - 1].next;
    return i != 0 ? &b->anchors[i - 1] : NULL;
}

static int attach(struct yaml_build *b, uint32_t node, struct yaml_place place)
{
    if (yaml_build_grow(b, &b->pending, &b->pending_room, b->pending_count,
                        sizeof *b->pending) != 0)
        return -1;
    b->pending[b->pending_count++] = (struct yaml_link){ node, place };
    return 0;
}

/* A new node under what is open now; its index goes to *node. */
static int add_node(struct yaml_build *b,
                    struct yaml_place place,
                    const char *anchor,
                    enum yaml_kind kind,
                    uint32_t *node)
{
    struct yaml_tree *tree = b->tree;

    if (tree->node_count >= b->limits.nodes)
        return yaml_build_fail(b, ERR_LIMIT, place, "more than %u nodes",
                               b->limits.nodes);
    if (yaml_build_grow(b, &tree->nodes, &b->node_room, tree->node_count,
                        sizeof *tree->nodes) != 0)
        return -1;
    *node = (uint32_t)tree->node_count++;
    tree->nodes[*node] =
        (struct yaml_tree_node){ .kind = kind, .place = place, .weight = 1 };
    b->expanded++;
    if (add_anchor(b, anchor, *node) != 0)
        return -1;
    return attach(b, *node, place);
}

int yaml_build_scalar(struct yaml_build *b,
                      struct yaml_place place,
                      const char *anchor,
                      enum yaml_type type,
                      const char *text,
                      size_t len)
{
    const char *copy = keep(b, text, len);
    struct yaml_tree_node *scalar;
    uint32_t node;

    if (copy == NULL)
        return yaml_build_no_memory(b);
    if (add_node(b, place, anchor, YAML_SCALAR, &node) != 0)
        return -1;
    scalar = &b->tree->nodes[node];
    scalar->type = type;
    scalar->text = copy;
    scalar->len = len;
    return 0;
}

int yaml_build_open(struct yaml_build *b,
                    struct yaml_place place,
                    const char *anchor,
                    enum yaml_kind kind)
{
    uint32_t node;

    if (b->depth >= b->limits.depth)
        return yaml_build_fail(b, ERR_LIMIT, place, "nested too deep");
    if (yaml_build_grow(b, &b->frames, &b->frame_room, b->depth,
                        sizeof *b->frames) != 0 ||
        add_node(b, place, anchor, kind, &node) != 0)
        return -1;
    b->tree->nodes[node].weight = 0; /* open: no alias may name it yet */
    b->frames[b->depth++] = (struct yaml_frame){ node, b->pending_count };
    return 0;
}

int yaml_build_link(struct yaml_build *b, struct yaml_link link)
{
    struct yaml_tree *tree = b->tree;

    if (yaml_build_grow(b, &tree->links, &b->link_room, tree->link_count,
                        sizeof *tree->links) != 0)
        return -1;
    tree->links[tree->link_count++] = link;
    return 0;
}

static int add_elements(struct yaml_build *b,
                        uint32_t list,
                        const struct yaml_link *links,
                        size_t count)
{
    b->tree->nodes[list].first = (uint32_t)b->tree->link_count;
    b->tree->nodes[list].count = (uint32_t)count;
    for (size_t i = 0; i < count; i++)
        if (yaml_build_link(b, links[i]) != 0)
            return -1;
    return 0;
}

int yaml_build_close(struct yaml_build *b)
{
    struct yaml_frame frame = b->frames[--b->depth];
    size_t count = b->pending_count - frame.first;
    uint32_t weight = 1;

    /* The sum is at most b->expanded, which is below its limit. */
    for (size_t i = frame.first; i < b->pending_count; i++)
        weight += b->tree->nodes[b->pending[i].node].weight;
    b->tree->nodes[frame.node].weight = weight;
    b->pending_count = frame.first;
    if (b->tree->nodes[frame.node].kind == YAML_MAPPING)
        return yaml_build_members(b, frame.node, b->pending + frame.first,
                                  count);
    return add_elements(b, frame.node, b->pending + frame.first, count);
}

int yaml_build_alias(struct yaml_build *b,
                     struct yaml_place place,
                     const char *name)
{
    const struct yaml_anchor *anchor = find_anchor(b, name);
    uint32_t weight;

    if (anchor == NULL)
        return yaml_build_fail(b, ERR_INVALID, place,
                               "there is no anchor '%.100s'", name);
    weight = b->tree->nodes[anchor->node].weight;
    if (weight == 0)
        return yaml_build_fail(b, ERR_INVALID, place,
                               "'%.100s' contains itself", name);
    b->expanded += weight;
    if (b->expanded > b->limits.expanded)
        return yaml_build_fail(b, ERR_LIMIT, place,
                               "more than %u nodes with aliases expanded",
                               b->limits.expanded);
    return attach(b, anchor->node, place);
}

int yaml_build_finish(struct yaml_build *b)
{
    if (b->pending_count == 0) {
        struct yaml_place start = { 1, 1 };

        if (yaml_build_scalar(b, start, NULL, YAML_NULL, "", 0) != 0)
            return -1;
    }
    b->tree->root = b->pending[0].node;
    return 0;
}

void yaml_build_free(struct yaml_build *b)
{
    free(b->pending);
    free(b->frames);
    free(b->anchors);
}

void yaml_tree_free(struct yaml_tree *tree)
{
    struct yaml_block *block = tree->blocks;

    while (block != NULL) {
        struct yaml_block *next = block->next;

        free(block);
        block = next;
    }
    free(tree->nodes);
    free(tree->links);
    free(tree->duplicates);
    memset(tree, 0, sizeof *tree);
}
