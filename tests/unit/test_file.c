#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/folder.h"
#include "core/interrupt.h"

static char folder[] = "/tmp/revos_test_file.XXXXXX";

static int enter(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int leave(void **state)
{
    (void)state;
    return chdir("/") != 0 || folder_remove_tree(folder, NULL) != 0;
}

static const struct file_write plain = { .mode = FILE_KEEP_MODE };

static void check_content(const char *path, const char *wanted)
{
    struct buf text = BUF_EMPTY;

    assert_int_equal(file_read(path, 100, &text, NULL), 0);
    assert_int_equal(text.len, strlen(wanted));
    assert_memory_equal(text.data, wanted, text.len);
    buf_free(&text);
}

static void a_write_replaces(void **state)
{
    (void)state;
    assert_int_equal(file_write("a", "one", 3, &plain, NULL), 0);
    check_content("a", "one");
    assert_int_equal(file_write("a", "two", 3, &plain, NULL), 0);
    check_content("a", "two");
}

static void a_write_that_fails_leaves_the_old_file(void **state)
{
    const struct file_write exclusive = { .mode = 0600, .exclusive = 1 };
    struct folder_names *names;
    struct err err;

    (void)state;
    file_write("b", "old", 3, &plain, NULL);
    assert_int_equal(file_write("b", "new", 3, &exclusive, &err), -1);
    assert_int_equal(err.code, ERR_EXISTS);
    check_content("b", "old");
    assert_int_equal(file_write("no/such", "x", 1, &plain, &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    assert_int_equal(folder_list(".", "", &names, NULL), 0);
    for (size_t i = 0; i < names->count; i++)
        assert_int_not_equal(names->names[i][0], '.');
    folder_names_free(names);
}

static void the_umask_and_the_old_mode_count(void **state)
{
    const struct file_write secret = { .mode = 0600 };
    struct stat st;

    (void)state;
    umask(022);
    file_write("c", "x", 1, &plain, NULL);
    stat("c", &st);
    assert_int_equal(st.st_mode & 07777, 0644);
    file_write("c", "x", 1, &secret, NULL);
    file_write("c", "y", 1, &plain, NULL);
    stat("c", &st);
    assert_int_equal(st.st_mode & 07777, 0600);
}

static void a_read_has_its_limit(void **state)
{
    struct buf text = BUF_EMPTY;
    struct err err;

    (void)state;
    file_write("d", "12345", 5, &plain, NULL);
    assert_int_equal(file_read("d", 4, &text, &err), -1);
    assert_int_equal(err.code, ERR_LIMIT);
    assert_string_equal(err.message, "d: larger than 4 bytes");
    text.len = 0;
    assert_int_equal(file_read("d", 5, &text, &err), 0);
    assert_int_equal(file_read("d", SIZE_MAX, &text, &err), 0);
    assert_int_equal(text.len, 10);
    buf_free(&text);
}

/* A pipe without a writer: it would be waited for without end. */
static void a_signal_ends_the_wait_for_a_pipe(void **state)
{
    struct buf text = BUF_EMPTY;
    struct err err;

    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    interrupt_note(SIGTERM);
    assert_int_equal(file_read("pipe", 100, &text, &err), -1);
    assert_int_equal(err.code, ERR_CANCELLED);
    assert_string_equal(err.message, "pipe: interrupted");
    assert_int_equal(interrupt_take(), SIGTERM);
    buf_free(&text);
}

static void a_lock_is_held_until_it_is_closed(void **state)
{
    struct err err;
    int fd = file_lock("e", 0, 0, NULL), other;

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(file_lock("e", 0, 0, &err), -1);
    assert_int_equal(err.code, ERR_BUSY);
    close(fd);
    fd = file_lock("e", 1, 0, NULL);
    other = file_lock("e", 1, 1, NULL);
    assert_true(fd >= 0 && other >= 0);
    close(fd);
    close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_replaces),
        cmocka_unit_test(a_write_that_fails_leaves_the_old_file),
        cmocka_unit_test(the_umask_and_the_old_mode_count),
        cmocka_unit_test(a_read_has_its_limit),
        cmocka_unit_test(a_signal_ends_the_wait_for_a_pipe),
        cmocka_unit_test(a_lock_is_held_until_it_is_closed),
    };

    return cmocka_run_group_tests(tests, enter, leave);
}
