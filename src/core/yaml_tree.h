/* yaml_tree.h - a YAML document as a tree with places.
 *
 * libyaml reads; the tree is built from its events, so that every limit stops
 * the reading at once (libyaml has none for depth, and takes time quadratic in
 * it). Places are lines and columns from 1; columns count characters.
 *
 * The members of a mapping are what a reader of the document sees: merge keys
 * ("<<") are replaced by the members they bring, which come first. A key that
 * comes twice stays twice in the list, and is told in `duplicates`. */
#ifndef REVOS_YAML_TREE_H
#define REVOS_YAML_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "core/yaml_scalar.h"

struct yaml_limits {
    size_t size;       /* bytes of the text; 0: 4 MB */
    unsigned depth;    /* 0: 128 */
    uint32_t nodes;    /* as they stand in the text; 0: 200,000 */
    uint32_t expanded; /* with each alias counted as what it stands for; 0:
                          1,000,000 */
};

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAPPING };

struct yaml_place {
    uint32_t line;
    uint32_t column;
};

struct yaml_tree_node {
    enum yaml_kind kind;
    enum yaml_type type; /* of a scalar */
    struct yaml_place place;
    const char *text; /* of a scalar, with a NUL after it */
    size_t len;
    uint32_t first;  /* the first child, as an index of links */
    uint32_t count;  /* children; a mapping has two for each member */
    uint32_t weight; /* nodes below and with this one, aliases expanded */
};

struct yaml_link {
    uint32_t node;
    struct yaml_place place; /* of the alias, when it is one */
};

struct yaml_duplicate {
    uint32_t key; /* node of the later key */
    struct yaml_place first;
};

struct yaml_tree {
    struct yaml_tree_node *nodes;
    size_t node_count;
    struct yaml_link *links;
    size_t link_count;
    struct yaml_duplicate *duplicates;
    size_t duplicate_count;
    uint32_t root; /* an empty document has a null */
    struct yaml_block *blocks;
};

/* Read the one document of a text. `limits` may be NULL. 0; or -1 with
 * "line:column: reason" and ERR_SYNTAX, ERR_INVALID or ERR_LIMIT. The tree is
 * to be freed in both cases. */
int yaml_tree_read(struct yaml_tree *tree,
                   const char *text,
                   size_t len,
                   const struct yaml_limits *limits,
                   struct err *err);

/* Release everything; may be called twice, and on a tree of zeros. */
void yaml_tree_free(struct yaml_tree *tree);

#endif
