/* The tree of a YAML text: kinds, places, merge keys, limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/yaml_tree.h"

static int read_text(struct yaml_tree *tree, const char *text, struct err *err)
{
    return yaml_tree_read(tree, text, strlen(text), NULL, err);
}

static void test_places(void **state)
{
    struct yaml_tree tree;
    struct err err;
    const struct yaml_tree_node *root;
    const struct yaml_link *links;

    (void)state;
    assert_int_equal(read_text(&tree, "a: 1\nb:\n  - x\n", &err), 0);
    root = &tree.nodes[tree.root];
    links = tree.links + root->first;
    assert_int_equal(root->kind, YAML_MAPPING);
    assert_int_equal(root->count, 4);
    assert_int_equal(root->weight, 6);
    assert_string_equal(tree.nodes[links[2].node].text, "b");
    assert_int_equal(links[2].place.line, 2);
    assert_int_equal(links[2].place.column, 1);
    assert_int_equal(tree.nodes[links[1].node].type, YAML_INTEGER);
    assert_int_equal(tree.nodes[links[3].node].kind, YAML_LIST);
    assert_int_equal(links[3].place.line, 3);
    yaml_tree_free(&tree);
    yaml_tree_free(&tree);
}

static void test_empty(void **state)
{
    static const char *const texts[] = { "", "# only\n", "---\n", "\n\n" };
    struct yaml_tree tree;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(read_text(&tree, texts[i], &err), 0);
        assert_int_equal(tree.nodes[tree.root].type, YAML_NULL);
        yaml_tree_free(&tree);
    }
}

static void test_merge(void **state)
{
    struct yaml_tree tree;
    struct err err;
    const struct yaml_tree_node *root, *merged;

    (void)state;
    assert_int_equal(
        read_text(&tree, "- &a {x: 1, y: 2}\n- {<<: *a, z: 3}\n", &err), 0);
    root = &tree.nodes[tree.root];
    merged = &tree.nodes[tree.links[root->first + 1].node];
    assert_int_equal(merged->count, 6);
    assert_string_equal(tree.nodes[tree.links[merged->first].node].text, "x");
    assert_int_equal(tree.duplicate_count, 0);
    yaml_tree_free(&tree);
}

static void test_limits(void **state)
{
    static const struct {
        const char *text;
        struct yaml_limits limits;
    } cases[] = {
        { "[1, 2, 3]", { .size = 8 } },
        { "[[[1]]]", { .depth = 2 } },
        { "[1, 2, 3]", { .nodes = 3 } },
        { "[&a [1, 2], *a, *a]", { .expanded = 9 } },
    };
    struct yaml_tree tree;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(yaml_tree_read(&tree, cases[i].text,
                                        strlen(cases[i].text), &cases[i].limits,
                                        &err),
                         -1);
        assert_int_equal(err.code, ERR_LIMIT);
        yaml_tree_free(&tree);
    }
}

static void test_refused(void **state)
{
    static const char *const texts[] = {
        "a: b: c",      "[",         "{a: 1",     "\"x",     "a: *b",
        "a: &a [*a]",   "? {}\n: 1", "!x 1",      "!!int x", "a: 1\n<<: [1]",
        "--- 1\n--- 2", "@x",        "a:\n\t- b", "\xff",    "%YAML 3.0\n--- 1",
        "<<: 1",
    };
    struct yaml_tree tree;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (read_text(&tree, texts[i], &err) != -1)
            fail_msg("accepted: %s", texts[i]);
        assert_true(err.line >= 1 && err.column >= 1);
        yaml_tree_free(&tree);
    }
}

/* Merging one large mapping again and again is a bomb, too. */
static void test_merge_bomb(void **state)
{
    static char text[400000];
    struct yaml_tree tree;
    struct err err;
    size_t len = 0;

    (void)state;
    len += (size_t)sprintf(text + len, "- &a {");
    for (int i = 0; i < 10000; i++)
        len += (size_t)sprintf(text + len, "k%d: 1, ", i);
    len += (size_t)sprintf(text + len, "}\n");
    for (int i = 0; i < 1000; i++)
        len += (size_t)sprintf(text + len, "- {<<: *a}\n");
    assert_int_equal(read_text(&tree, text, &err), -1);
    assert_int_equal(err.code, ERR_LIMIT);
    yaml_tree_free(&tree);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),  cmocka_unit_test(test_empty),
        cmocka_unit_test(test_merge),   cmocka_unit_test(test_limits),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_merge_bomb),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
