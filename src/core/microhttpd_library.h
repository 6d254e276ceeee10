/* microhttpd_library.h - GNU libmicrohttpd, opened when it is first needed: it
 * brings GnuTLS along. */
#ifndef REVOS_MICROHTTPD_LIBRARY_H
#define REVOS_MICROHTTPD_LIBRARY_H

#include <microhttpd.h>

#include "core/err.h"

/* Each member is the function of the same name behind "MHD_". */
struct microhttpd_library {
    struct MHD_Daemon *(*start_daemon)(unsigned flags,
                                       uint16_t port,
                                       MHD_AcceptPolicyCallback accept,
                                       void *accept_user,
                                       MHD_AccessHandlerCallback handle,
                                       void *handle_user,
                                       ...);
    void (*stop_daemon)(struct MHD_Daemon *daemon);
    enum MHD_Result (*add_connection)(struct MHD_Daemon *daemon,
                                      MHD_socket fd,
                                      const struct sockaddr *address,
                                      socklen_t address_len);
    enum MHD_Result (*run)(struct MHD_Daemon *daemon);
    enum MHD_Result (*get_timeout)(struct MHD_Daemon *daemon,
                                   MHD_UNSIGNED_LONG_LONG *milliseconds);
    const union MHD_DaemonInfo *(*get_daemon_info)(struct MHD_Daemon *daemon,
                                                   enum MHD_DaemonInfoType what,
                                                   ...);
    const union MHD_ConnectionInfo *(*get_connection_info)(
        struct MHD_Connection *connection,
        enum MHD_ConnectionInfoType what,
        ...);
    enum MHD_Result (*is_feature_supported)(enum MHD_FEATURE feature);
    void (*suspend_connection)(struct MHD_Connection *connection);
    void (*resume_connection)(struct MHD_Connection *connection);
    const char *(*lookup_connection_value)(struct MHD_Connection *connection,
                                           enum MHD_ValueKind kind,
                                           const char *name);
    struct MHD_Response *(*create_response_from_buffer)(
        size_t size, void *bytes, enum MHD_ResponseMemoryMode mode);
    enum MHD_Result (*add_response_header)(struct MHD_Response *response,
                                           const char *name,
                                           const char *value);
    enum MHD_Result (*queue_response)(struct MHD_Connection *connection,
                                      unsigned status,
                                      struct MHD_Response *response);
    void (*destroy_response)(struct MHD_Response *response);
};

/* Open the library and fill the table; it stays open until the process ends.
 * 0, or -1 (ERR_RUNTIME_MISSING). */
int microhttpd_library_open(struct microhttpd_library *library,
                            struct err *err);

#endif
