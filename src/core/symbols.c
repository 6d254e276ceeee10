#include "core/symbols.h"

#include <dlfcn.h>
#include <string.h>

int symbols_open(void *library,
                 const char *file,
                 const struct symbol *symbols,
                 size_t n,
                 struct err *err)
{
    void *handle = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    int name_len = (int)strcspn(file, ".");

    if (handle == NULL)
        return err_set(err, ERR_RUNTIME_MISSING, "%.*s: %s", name_len, file,
                       dlerror());
    for (size_t i = 0; i < n; i++) {
        void *address = dlsym(handle, symbols[i].name);

        if (address == NULL)
            return err_set(err, ERR_RUNTIME_MISSING, "%.*s: %s is missing",
                           name_len, file, symbols[i].name);
        memcpy((char *)library + symbols[i].offset, &address, sizeof address);
    }
    return 0;
}
