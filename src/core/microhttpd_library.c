#include "core/microhttpd_library.h"

#include <stddef.h>

#include "core/symbols.h"

static const struct symbol symbols[] = {
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
    return symbols_open(library, "libmicrohttpd.so.12", symbols,
                        sizeof symbols / sizeof *symbols, err);
}
