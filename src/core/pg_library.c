#include "core/pg_library.h"

#include <stddef.h>

#include "core/symbols.h"

static const struct symbol symbols[] = {
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
    return symbols_open(library, "libpq.so.5", symbols,
                        sizeof symbols / sizeof *symbols, err);
}
