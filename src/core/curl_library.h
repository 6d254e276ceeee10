/* curl_library.h - libcurl, opened when it is first needed.
 *
 * Linking libcurl costs every start of the program 5 ms and 8 MB before main;
 * most commands need no network. So nothing of it is linked: its functions are
 * reached through this table. */
#ifndef REVOS_CURL_LIBRARY_H
#define REVOS_CURL_LIBRARY_H

#include <curl/curl.h>
#include <pthread.h>
#include <stdbool.h>

#include "core/err.h"

struct outline;

/* Each member is the function curl_<member> of libcurl. */
struct curl_library {
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *easy);
    void (*easy_reset)(CURL *easy);
    CURLcode (*easy_setopt)(CURL *easy, CURLoption option, ...);
    CURLcode (*easy_getinfo)(CURL *easy, CURLINFO info, ...);
    const char *(*easy_strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list,
                                       const char *text);
    void (*slist_free_all)(struct curl_slist *list);
    CURLM *(*multi_init)(void);
    CURLMcode (*multi_cleanup)(CURLM *multi);
    CURLMcode (*multi_add_handle)(CURLM *multi, CURL *easy);
    CURLMcode (*multi_remove_handle)(CURLM *multi, CURL *easy);
    CURLMcode (*multi_perform)(CURLM *multi, int *running);
    CURLMcode (*multi_poll)(CURLM *multi,
                            struct curl_waitfd *extra,
                            unsigned int count,
                            int timeout_ms,
                            int *ready);
    CURLMsg *(*multi_info_read)(CURLM *multi, int *left);
    const char *(*multi_strerror)(CURLMcode code);
    CURLU *(*url)(void);
    void (*url_cleanup)(CURLU *url);
    CURLUcode (*url_set)(CURLU *url,
                         CURLUPart part,
                         const char *text,
                         unsigned int flags);
    CURLUcode (*url_get)(const CURLU *url,
                         CURLUPart part,
                         char **text,
                         unsigned int flags);
    void (*free)(void *pointer);
    CURL *spare; /* an easy handle that is not used, or NULL; see outline.h */
    struct outline *spare_outline; /* whose requests it had */
};

/* Open libcurl, fill the table and initialise the library. The library stays
 * open until the process ends. 0, or -1 (ERR_RUNTIME_MISSING). */
int curl_library_open(struct curl_library *library, struct err *err);

/* A thread that opens libcurl. */
struct curl_preparing {
    pthread_t thread;
    bool runs;
};

/* Begin to open libcurl in a thread: what comes before the first request need
 * not wait. With `sparing` the memory that only opening needs is given back,
 * four megabytes; that takes longer than opening alone by a tenth. Where there
 * is no thread, opening takes its time. */
void curl_library_prepare(struct curl_preparing *preparing, bool sparing);

/* Wait for it, if it runs: before the library is used, and before exit(3). */
void curl_library_await(struct curl_preparing *preparing);

#endif
