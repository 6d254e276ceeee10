#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/code_pages.h"
#include "core/crypto_library.h"

/* Pages in memory that are copies of files: proc_pid_statm(5). */
static long file_pages(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    long total, all, shared;

    assert_non_null(file);
    assert_int_equal(fscanf(file, "%ld %ld %ld", &total, &all, &shared), 3);
    (void)fclose(file);
    return shared;
}

static void digest(const struct crypto_library *crypto, unsigned char *out)
{
    const EVP_MD *type = crypto->digest_by_name("sha256");

    assert_int_equal(crypto->digest("text", 4, out, NULL, type, NULL), 1);
}

/* What the linker wrote is no copy, and a library works as before. */
static void libraries_work_with_less(void **state)
{
    struct crypto_library crypto;
    unsigned char before[32], after[32];
    struct err err;
    long pages;

    (void)state;
    assert_int_equal(crypto_library_open(&crypto, &err), 0);
    digest(&crypto, before);
    pages = file_pages();
    code_pages_give_back();
    assert_true(file_pages() < pages / 2);
    digest(&crypto, after);
    assert_memory_equal(before, after, sizeof before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libraries_work_with_less),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
