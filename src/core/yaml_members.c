/* yaml_members.c - the members of a mapping: duplicates and merge keys. */
#include <stdlib.h>
#include <string.h>

#include "core/yaml_build.h"

/* A key and where it stands among the keys of its mapping. */
struct own_key {
    const struct yaml_tree_node *node;
    struct yaml_link link;
};

static int compare_keys(const void *a, const void *b)
{
    const struct own_key *x = a, *y = b;
    size_t shorter = x->node->len < y->node->len ? x->node->len : y->node->len;
    int order = memcmp(x->node->text, y->node->text, shorter);

    if (order == 0)
        order = (x->node->len > y->node->len) - (x->node->len < y->node->len);
    if (order == 0)
        order = (x->link.place.line > y->link.place.line) -
                (x->link.place.line < y->link.place.line);
    if (order == 0)
        order = (x->link.place.column > y->link.place.column) -
                (x->link.place.column < y->link.place.column);
    return order;
}

static int same_text(const struct own_key *a, const struct own_key *b)
{
    return a->node->len == b->node->len &&
           memcmp(a->node->text, b->node->text, a->node->len) == 0;
}

static int note_duplicate(struct yaml_build *b,
                          const struct own_key *first,
                          const struct own_key *later)
{
    struct yaml_tree *tree = b->tree;

    if (yaml_build_grow(b, &tree->duplicates, &b->duplicate_room,
                        tree->duplicate_count, sizeof *tree->duplicates) != 0)
        return -1;
    tree->duplicates[tree->duplicate_count++] =
        (struct yaml_duplicate){ later->link.node, first->link.place };
    return 0;
}

static int
note_duplicates(struct yaml_build *b, struct own_key *keys, size_t count)
{
    size_t first = 0;

    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 1; i < count; i++) {
        if (!same_text(&keys[first], &keys[i]))
            first = i;
        else if (note_duplicate(b, &keys[first], &keys[i]) != 0)
            return -1;
    }
    return 0;
}

static int is_merge(const struct yaml_build *b, struct yaml_link key)
{
    return b->tree->nodes[key.node].kind == YAML_SCALAR &&
           b->tree->nodes[key.node].type == YAML_MERGE;
}

/* Check the keys of a mapping, and note those that come twice. */
static int
check_keys(struct yaml_build *b, const struct yaml_link *pairs, size_t count)
{
    struct own_key *keys = calloc(count / 2 + 1, sizeof *keys);
    size_t n = 0;
    int status = 0;

    if (keys == NULL)
        return yaml_build_no_memory(b);
    for (size_t i = 0; i < count && status == 0; i += 2) {
        const struct yaml_tree_node *node = &b->tree->nodes[pairs[i].node];

        if (node->kind != YAML_SCALAR)
            status = yaml_build_fail(b, ERR_INVALID, pairs[i].place,
                                     "a key must be a scalar");
        else if (!is_merge(b, pairs[i]))
            keys[n++] = (struct own_key){ node, pairs[i] };
    }
    if (status == 0)
        status = note_duplicates(b, keys, n);
    free(keys);
    return status;
}

static int merge_mapping(struct yaml_build *b, struct yaml_link link)
{
    struct yaml_tree_node from = b->tree->nodes[link.node];

    if (from.kind != YAML_MAPPING)
        return yaml_build_fail(b, ERR_INVALID, link.place,
                               "only mappings can be merged");
    for (uint32_t i = 0; i < from.count; i++)
        if (yaml_build_link(b, b->tree->links[from.first + i]) != 0)
            return -1;
    return 0;
}

/* The value of a merge key: a mapping, or a list whose first one wins, that
 * is, is set last. */
static int merge(struct yaml_build *b, struct yaml_link link)
{
    struct yaml_tree_node from = b->tree->nodes[link.node];

    if (from.kind != YAML_LIST)
        return merge_mapping(b, link);
    for (uint32_t i = from.count; i > 0; i--)
        if (merge_mapping(b, b->tree->links[from.first + i - 1]) != 0)
            return -1;
    return 0;
}

static int
add_own(struct yaml_build *b, const struct yaml_link *pairs, size_t count)
{
    for (size_t i = 0; i < count; i += 2) {
        if (is_merge(b, pairs[i]))
            continue;
        if (yaml_build_link(b, pairs[i]) != 0 ||
            yaml_build_link(b, pairs[i + 1]) != 0)
            return -1;
    }
    return 0;
}

int yaml_build_members(struct yaml_build *b,
                       uint32_t mapping,
                       const struct yaml_link *pairs,
                       size_t count)
{
    struct yaml_tree *tree = b->tree;
    size_t first = tree->link_count;

    if (check_keys(b, pairs, count) != 0)
        return -1;
    for (size_t i = 0; i < count; i += 2)
        if (is_merge(b, pairs[i]) && merge(b, pairs[i + 1]) != 0)
            return -1;
    if (add_own(b, pairs, count) != 0)
        return -1;
    tree->nodes[mapping].first = (uint32_t)first;
    tree->nodes[mapping].count = (uint32_t)(tree->link_count - first);
    return 0;
}
