#include "core/pg_library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    size_t offset;
} symbols[] = {
#define SYMBOL(member)                                                         \
    {                                                                          \
        "PQ" #member, offsetof(struct pg_library, member)                      \
    }
    SYMBOL(connectdb),    SYMBOL(status),
    SYMBOL(reset),        SYMBOL(transactionStatus),
    SYMBOL(finish),       SYMBOL(errorMessage),
    SYMBOL(exec),         SYMBOL(setNoticeProcessor),
    SYMBOL(execParams),   SYMBOL(clear),
    SYMBOL(resultStatus), SYMBOL(resultErrorField),
    SYMBOL(cmdTuples),    SYMBOL(ntuples),
    SYMBOL(nfields),      SYMBOL(fname),
    SYMBOL(ftype),        SYMBOL(getisnull),
    SYMBOL(getvalue),     SYMBOL(getlength),
#undef SYMBOL
};

int pg_library_open(struct pg_library *library, struct err *err)
{
    void *handle = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL)
        return err_set(err, ERR_RUNTIME_MISSING, "libpq: %s", dlerror());
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *address = dlsym(handle, symbols[i].name);

        if (address == NULL)
            return err_set(err, ERR_RUNTIME_MISSING, "libpq: %s is missing",
                           symbols[i].name);
        memcpy((char *)library + symbols[i].offset, &address, sizeof address);
    }
    return 0;
}
