#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/folder.h"

static char root[] = "/tmp/revos_test_folder.XXXXXX";

static int enter(void **state)
{
    (void)state;
    return mkdtemp(root) == NULL || chdir(root) != 0;
}

static int leave(void **state)
{
    (void)state;
    return chdir("/") != 0 || folder_remove_tree(root, NULL) != 0;
}

static void touch(const char *path)
{
    close(open(path, O_CREAT | O_WRONLY, 0600));
}

static void names_come_sorted(void **state)
{
    struct folder_names *names;
    struct err err;

    (void)state;
    mkdir("s", 0700);
    touch("s/b");
    touch("s/a");
    touch("s/B");
    assert_int_equal(folder_list("s", "", &names, NULL), 0);
    assert_int_equal(names->count, 3);
    assert_string_equal(names->names[0], "B");
    assert_string_equal(names->names[2], "b");
    folder_names_free(names);
    assert_int_equal(folder_list("s", "b", &names, NULL), 0);
    assert_int_equal(names->count, 1);
    assert_string_equal(names->names[0], "b");
    folder_names_free(names);
    assert_int_equal(folder_list("none", "", &names, &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void parents_are_made_when_asked(void **state)
{
    struct err err;

    (void)state;
    assert_int_equal(folder_make("p/q/r", 0777, 0, &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(folder_make("p/q/r", 0777, 1, &err), 0);
    assert_int_equal(folder_make("p/q/r/", 0777, 1, &err), 0);
    assert_int_equal(folder_make("p/q", 0777, 0, &err), -1);
    assert_int_equal(err.code, ERR_EXISTS);
    touch("p/file");
    assert_int_equal(folder_make("p/file/x", 0777, 1, &err), -1);
    assert_int_equal(folder_make("p/file", 0777, 1, &err), -1);
}

static void links_are_removed_not_followed(void **state)
{
    (void)state;
    mkdir("keep", 0700);
    touch("keep/file");
    mkdir("gone", 0700);
    assert_int_equal(symlink("../keep", "gone/link"), 0);
    assert_int_equal(folder_remove_tree("gone", NULL), 0);
    assert_int_equal(access("keep/file", F_OK), 0);
    assert_int_equal(symlink("keep", "link"), 0);
    assert_int_equal(folder_remove_tree("link", NULL), 0);
    assert_int_equal(access("keep/file", F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_come_sorted),
        cmocka_unit_test(parents_are_made_when_asked),
        cmocka_unit_test(links_are_removed_not_followed),
    };

    return cmocka_run_group_tests(tests, enter, leave);
}
