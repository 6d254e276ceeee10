/* csv.h - delimited text as records in JSON.
 *
 * Read the way Python's csv.DictReader reads the "excel" dialect: the first row
 * names the members of the others; cells may be quoted with ", a doubled quote
 * stands for one, quoted cells may hold line breaks (which become \n), a quote
 * inside an unquoted cell is an ordinary character, and what follows a closing
 * quote belongs to the cell. Empty lines are passed over. Missing cells are
 * null, those beyond the header a list under "null"; of names that come twice
 * the last counts.
 *
 *     struct csv csv = { .delimiter = ',' };
 *     csv_rows(&csv, text, len, true, SIZE_MAX, &used, &out);
 *     csv_free(&csv);
 *
 * The text may come in parts: what is not used must come again, with more. */
#ifndef REVOS_CSV_H
#define REVOS_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"

struct csv_cell;
struct csv_column;

struct csv_text {
    const char *text;
    size_t len;
};

struct csv {
    char delimiter;
    bool drops_surplus;          /* cells beyond the header are left out */
    const struct csv_text *none; /* cells that are null; borrowed */
    size_t none_count;
    /* the rest starts as zeros */
    struct csv_column *columns; /* of the header; NULL before that was read */
    size_t column_count;
    size_t null_column;     /* the one named "null", or column_count */
    struct buf names;       /* of the columns, as members of JSON */
    struct csv_cell *cells; /* of the row that is read */
    size_t cell_count, cell_room;
    struct buf plain; /* a cell without its quotes */
};

/* Append rows to `out`, a JSON object and a comma each, until `out` has
 * `enough` bytes. `*used` becomes the number of bytes that were read. A row
 * that reaches the end of the text is read only when that is `final`. 0, or -1
 * without memory. The text must be UTF-8 for `out` to be. */
int csv_rows(struct csv *csv,
             const char *text,
             size_t len,
             bool final,
             size_t enough,
             size_t *used,
             struct buf *out);

/* Release the memory. Twice is fine. */
void csv_free(struct csv *csv);

#endif
