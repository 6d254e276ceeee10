/* fuzz_records.c - libFuzzer looks for a text about which the readers of JSON
 * do not agree: see json_difference.h. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../support/json_difference.h"

enum { CUT_MOST = 200 }; /* longer texts are not cut at every byte */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *found =
        json_difference((const char *)data, size, size <= CUT_MOST);

    if (found != NULL) {
        fprintf(stderr, "no agreement: %s\n", found);
        abort();
    }
    return 0;
}
