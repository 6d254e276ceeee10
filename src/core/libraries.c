#include "core/libraries.h"

#include <dlfcn.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <expat.h>
#include <pcre2.h>
#include <sqlite3.h>
#include <string.h>
#include <yaml.h>
#include <zlib.h>

/* Sonames as in the *_library.c files. Each tells its version in its own way:
 * as a text, or as a number of two or three parts. */
static const struct {
    const char *name;
    const char *file;
    const char *symbol;
    enum { TEXT, TEXT_OF_ZERO, POSTGRES } kind;
} opened[] = {
    { "libcurl", "libcurl.so.4", "curl_version", TEXT },
    { "libcrypto", "libcrypto.so.3", "OpenSSL_version", TEXT_OF_ZERO },
    { "libmicrohttpd", "libmicrohttpd.so.12", "MHD_get_version", TEXT },
    { "libpq", "libpq.so.5", "PQlibVersion", POSTGRES },
};

static const char *postgres_version(int number)
{
    static char text[32];

    (void)snprintf(text, sizeof text, "%d.%d", number / 10000, number % 10000);
    return text;
}

static const char *version_at(void *address, int kind)
{
    const char *(*text)(void);
    const char *(*text_of)(int);
    int (*number)(void);

    switch (kind) {
    case TEXT:
        memcpy(&text, &address, sizeof address);
        return text();
    case TEXT_OF_ZERO:
        memcpy(&text_of, &address, sizeof address);
        return text_of(0);
    default:
        memcpy(&number, &address, sizeof address);
        return postgres_version(number());
    }
}

/* The handle stays open, as that of the library's own file would. */
static const char *opened_version(size_t i)
{
    void *handle = dlopen(opened[i].file, RTLD_LAZY | RTLD_LOCAL);
    void *address = handle ? dlsym(handle, opened[i].symbol) : NULL;

    return address ? version_at(address, opened[i].kind) : NULL;
}

static const char *pcre2_text(void)
{
    static char text[64];

    return pcre2_config(PCRE2_CONFIG_VERSION, text) > 0 ? text : "unknown";
}

static size_t add(struct library *list,
                  size_t n,
                  const char *name,
                  const char *version,
                  const char *file)
{
    list[n] = (struct library){ name, version, file };
    return n + 1;
}

size_t libraries_list(struct library list[LIBRARIES_MAX])
{
    size_t n = 0;

    n = add(list, n, "expat", XML_ExpatVersion(), NULL);
    n = add(list, n, "libyaml", yaml_get_version_string(), NULL);
    n = add(list, n, "pcre2", pcre2_text(), NULL);
    n = add(list, n, "sqlite", sqlite3_libversion(), NULL);
    n = add(list, n, "zlib", zlibVersion(), NULL);
    for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
        n = add(list, n, opened[i].name, opened_version(i), opened[i].file);
    return n;
}
