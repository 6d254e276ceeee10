#include "core/microhttpd_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    size_t offset;
} symbols[] = {
#define SYMBOL(member)                                                         \
    {                                                                          \
        "MHD_" #member, offsetof(struct microhttpd_library, member)            \
    }
    SYMBOL(start_daemon),
    SYMBOL(stop_daemon),
    SYMBOL(add_connection),
    SYMBOL(run),
    SYMBOL(get_timeout),
    SYMBOL(get_daemon_info),
    SYMBOL(get_connection_info),
    SYMBOL(is_feature_supported),
    SYMBOL(suspend_connection),
    SYMBOL(resume_connection),
    SYMBOL(lookup_connection_value),
    SYMBOL(create_response_from_buffer),
    SYMBOL(add_response_header),
    SYMBOL(queue_response),
    SYMBOL(destroy_response),
#undef SYMBOL
};

int microhttpd_library_open(struct microhttpd_library *library, struct err *err)
{
    void *handle = dlopen("libmicrohttpd.so.12", RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL)
        return err_set(err, ERR_RUNTIME_MISSING, "libmicrohttpd: %s",
                       dlerror());
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *address = dlsym(handle, symbols[i].name);

        if (address == NULL)
            return err_set(err, ERR_RUNTIME_MISSING,
                           "libmicrohttpd: %s is missing", symbols[i].name);
        memcpy((char *)library + symbols[i].offset, &address, sizeof address);
    }
    return 0;
}
