#include "core/curl_library.h"

#include <dlfcn.h>
#include <signal.h>
#include <stddef.h>

#include "core/code_pages.h"
#include "core/symbols.h"

static const struct symbol symbols[] = {
#define SYMBOL(member)                                                         \
    {                                                                          \
        "curl_" #member, offsetof(struct curl_library, member)                 \
    }
    SYMBOL(global_init),
    SYMBOL(easy_init),
    SYMBOL(easy_cleanup),
    SYMBOL(easy_reset),
    SYMBOL(easy_setopt),
    SYMBOL(easy_getinfo),
    SYMBOL(easy_strerror),
    SYMBOL(slist_append),
    SYMBOL(slist_free_all),
    SYMBOL(multi_init),
    SYMBOL(multi_cleanup),
    SYMBOL(multi_add_handle),
    SYMBOL(multi_remove_handle),
    SYMBOL(multi_perform),
    SYMBOL(multi_poll),
    SYMBOL(multi_info_read),
    SYMBOL(multi_strerror),
    SYMBOL(url),
    SYMBOL(url_cleanup),
    SYMBOL(url_set),
    SYMBOL(url_get),
    SYMBOL(free),
#undef SYMBOL
};

static int open_functions(struct curl_library *library, struct err *err)
{
    return symbols_open(library, "libcurl.so.4", symbols,
                        sizeof symbols / sizeof *symbols, err);
}

int curl_library_open(struct curl_library *library, struct err *err)
{
    if (open_functions(library, err) != 0)
        return -1;
    library->spare = NULL;
    library->spare_outline = NULL;
    if (library->global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return err_set(err, ERR_RUNTIME_MISSING, "libcurl: cannot start");
    return 0;
}

/* Libraries that libcurl needs, and which need many themselves: opened alone,
 * their symbols are looked for in those few and not in all thirty. */
static void open_needed(void)
{
    static const char *const needed[] = { "libgnutls.so.30",
                                          "libldap-2.5.so.0" };

    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        (void)dlopen(needed[i], RTLD_LAZY | RTLD_LOCAL);
}

/* What was opened is found again by curl_library_open. */
static void *open_ahead(void *unused)
{
    struct curl_library library;
    struct err err;

    (void)unused;
    (void)dlopen("libcrypto.so.3", RTLD_LAZY | RTLD_LOCAL);
    open_needed();
    (void)curl_library_open(&library, &err);
    return NULL;
}

/* The same in steps, because of what opening reads of the files, some eight
 * megabytes, most is needed but once; libcrypto is the largest by far. */
static void *open_sparingly(void *unused)
{
    struct curl_library library;
    struct err err;

    (void)unused;
    (void)dlopen("libcrypto.so.3", RTLD_LAZY | RTLD_LOCAL);
    code_pages_give_back();
    open_needed();
    (void)open_functions(&library, &err);
    code_pages_give_back();
    (void)curl_library_open(&library, &err);
    code_pages_give_back();
    return NULL;
}

/* Signals are for the thread that waits for them. */
void curl_library_prepare(struct curl_preparing *preparing, bool sparing)
{
    sigset_t all, before;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    preparing->runs =
        pthread_create(&preparing->thread, NULL,
                       sparing ? open_sparingly : open_ahead, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void curl_library_await(struct curl_preparing *preparing)
{
    if (preparing->runs)
        pthread_join(preparing->thread, NULL);
    preparing->runs = false;
}
