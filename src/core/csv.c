#include "core/csv.h"

#include <stdlib.h>
#include <string.h>

#include "core/json_writer.h"

/* From its first byte, the opening quote of a quoted one, to its last. */
struct csv_cell {
    const char *text;
    size_t len;
};

/* Where its name is in csv->names, and the cell that is its value. */
struct csv_column {
    size_t name, name_len; /* `"name":` */
    size_t cell;
    bool is_repeated; /* an earlier column has the name */
};

static bool is_break(char byte)
{
    return byte == '\n' || byte == '\r';
}

static int add_cell(struct csv *csv, const char *text, const char *end)
{
    size_t room = csv->cell_room == 0 ? 32 : csv->cell_room * 2;

    if (csv->cell_count == csv->cell_room) {
        struct csv_cell *cells = realloc(csv->cells, room * sizeof *cells);

        if (cells == NULL)
            return -1;
        csv->cells = cells;
        csv->cell_room = room;
    }
    csv->cells[csv->cell_count++] =
        (struct csv_cell){ text, (size_t)(end - text) };
    return 0;
}

/* The byte after the closing quote of what begins at `p`, or `end`. */
static const char *end_of_quoted(const char *p, const char *end)
{
    for (p++; p < end; p += 2) {
        p = memchr(p, '"', (size_t)(end - p));
        if (p == NULL)
            return end;
        if (p + 1 == end || p[1] != '"')
            return p + 1;
    }
    return end;
}

static const char *
end_of_cell(const struct csv *csv, const char *p, const char *end)
{
    if (p < end && *p == '"')
        p = end_of_quoted(p, end);
    while (p < end && *p != csv->delimiter && !is_break(*p))
        p++;
    return p;
}

/* The cells of the row at `p`, none of an empty line. Returns the byte after
 * its line break, NULL without memory, and `end` where there is none: the row
 * may go on. */
static const char *read_row(struct csv *csv, const char *p, const char *end)
{
    bool more = !is_break(*p);

    csv->cell_count = 0;
    while (more) {
        const char *stop = end_of_cell(csv, p, end);

        if (add_cell(csv, p, stop) != 0)
            return NULL;
        more = stop < end && *stop == csv->delimiter;
        p = more ? stop + 1 : stop;
    }
    if (p == end)
        return end;
    return p + 1 < end && p[0] == '\r' && p[1] == '\n' ? p + 2 : p + 1;
}

/* A quoted part without its quotes, line breaks as \n, and what follows it. */
static int unquote(struct buf *out, const char *p, const char *end)
{
    const char *rest = end_of_quoted(p, end);
    const char *stop = rest[-1] == '"' && rest - p > 1 ? rest - 1 : rest;

    out->len = 0;
    if (buf_reserve(out, (size_t)(end - p)) != 0)
        return -1;
    for (p++; p < stop; p++) {
        if (*p == '"')
            p++;
        else if (p[0] == '\r' && p + 1 < stop && p[1] == '\n')
            continue;
        buf_putc(out, *p == '\r' ? '\n' : *p);
    }
    return buf_append(out, rest, (size_t)(end - rest));
}

/* What a cell says. 0, or -1 without memory. */
static int
read_cell(struct csv *csv, const struct csv_cell *cell, struct csv_text *text)
{
    *text = (struct csv_text){ cell->text, cell->len };
    if (cell->len == 0 || *cell->text != '"')
        return 0;
    if (unquote(&csv->plain, cell->text, cell->text + cell->len) != 0)
        return -1;
    *text = (struct csv_text){ csv->plain.data, csv->plain.len };
    return 0;
}

static bool is_none(const struct csv *csv, const struct csv_text *text)
{
    for (size_t i = 0; i < csv->none_count; i++)
        if (csv->none[i].len == text->len &&
            memcmp(csv->none[i].text, text->text, text->len) == 0)
            return true;
    return false;
}

static const char *name_of(const struct csv *csv, size_t column)
{
    return csv->names.data + csv->columns[column].name;
}

/* The names end with a NUL, which JSON text has none of. */
static int add_column(struct csv *csv, size_t i)
{
    struct csv_text text;

    csv->columns[i] = (struct csv_column){ .name = csv->names.len, .cell = i };
    if (read_cell(csv, &csv->cells[i], &text) != 0 ||
        json_write_string(&csv->names, text.text, text.len, false) != 0 ||
        buf_append(&csv->names, ":", 2) != 0)
        return -1;
    csv->columns[i].name_len = csv->names.len - 1 - csv->columns[i].name;
    return 0;
}

/* By name, then by place. */
static int compare(const void *a, const void *b, void *user)
{
    const struct csv_column *one = *(struct csv_column *const *)a;
    const struct csv_column *two = *(struct csv_column *const *)b;
    const char *names = ((const struct csv *)user)->names.data;
    int order = strcmp(names + one->name, names + two->name);

    return order != 0 ? order : one < two ? -1 : one > two;
}

/* Of names that come twice: the place of the first and the cell of the last. */
static int join_columns(struct csv *csv)
{
    struct csv_column **sorted =
        calloc(csv->column_count + 1, sizeof(struct csv_column *));
    struct csv_column *first = NULL;

    if (sorted == NULL)
        return -1;
    for (size_t i = 0; i < csv->column_count; i++)
        sorted[i] = &csv->columns[i];
    qsort_r(sorted, csv->column_count, sizeof(struct csv_column *), compare,
            csv);
    for (size_t i = 0; i < csv->column_count; i++) {
        const char *name = csv->names.data + sorted[i]->name;

        if (first == NULL || strcmp(csv->names.data + first->name, name) != 0) {
            first = sorted[i];
            continue;
        }
        first->cell = sorted[i]->cell;
        sorted[i]->is_repeated = true;
    }
    free(sorted);
    return 0;
}

static int read_header(struct csv *csv)
{
    csv->columns = calloc(csv->cell_count + 1, sizeof *csv->columns);
    if (csv->columns == NULL)
        return -1;
    csv->column_count = csv->null_column = csv->cell_count;
    for (size_t i = 0; i < csv->column_count; i++)
        if (add_column(csv, i) != 0)
            return -1;
    for (size_t i = csv->column_count; i-- > 0;)
        if (strcmp(name_of(csv, i), "\"null\":") == 0)
            csv->null_column = i;
    return join_columns(csv);
}

static int write_value(struct csv *csv, size_t cell, struct buf *out)
{
    struct csv_text text;

    if (cell >= csv->cell_count)
        return buf_puts(out, "null");
    if (read_cell(csv, &csv->cells[cell], &text) != 0)
        return -1;
    return is_none(csv, &text)
               ? buf_puts(out, "null")
               : json_write_string(out, text.text, text.len, false);
}

static bool has_surplus(const struct csv *csv)
{
    return csv->cell_count > csv->column_count && !csv->drops_surplus;
}

/* The list of the cells beyond the header: of them none is null. */
static int write_surplus(struct csv *csv, struct buf *out)
{
    for (size_t i = csv->column_count; i < csv->cell_count; i++) {
        struct csv_text text;

        if (buf_putc(out, i == csv->column_count ? '[' : ',') != 0 ||
            read_cell(csv, &csv->cells[i], &text) != 0 ||
            json_write_string(out, text.text, text.len, false) != 0)
            return -1;
    }
    return buf_putc(out, ']');
}

static int write_member(struct csv *csv, size_t i, struct buf *out)
{
    const struct csv_column *column = &csv->columns[i];

    if (buf_append(out, name_of(csv, i), column->name_len) != 0)
        return -1;
    return i == csv->null_column && has_surplus(csv)
               ? write_surplus(csv, out)
               : write_value(csv, column->cell, out);
}

static int write_row(struct csv *csv, struct buf *out)
{
    size_t start = out->len;

    for (size_t i = 0; i < csv->column_count; i++)
        if (!csv->columns[i].is_repeated &&
            (buf_putc(out, out->len == start ? '{' : ',') != 0 ||
             write_member(csv, i, out) != 0))
            return -1;
    if (has_surplus(csv) && csv->null_column == csv->column_count &&
        (buf_puts(out, out->len == start ? "{\"null\":" : ",\"null\":") != 0 ||
         write_surplus(csv, out) != 0))
        return -1;
    return buf_puts(out, out->len == start ? "{}," : "},");
}

/* The row just read: the header, a record, or nothing. */
static int take_row(struct csv *csv, struct buf *out)
{
    if (csv->columns == NULL)
        return read_header(csv);
    return csv->cell_count > 0 ? write_row(csv, out) : 0;
}

int csv_rows(struct csv *csv,
             const char *text,
             size_t len,
             bool final,
             size_t enough,
             size_t *used,
             struct buf *out)
{
    const char *p = text, *end = text + len;

    *used = 0;
    while (p < end && out->len < enough) {
        p = read_row(csv, p, end);
        if (p == NULL)
            return -1;
        if (p == end && !final)
            return 0;
        if (take_row(csv, out) != 0)
            return -1;
        *used = (size_t)(p - text);
    }
    return 0;
}

void csv_free(struct csv *csv)
{
    free(csv->columns);
    free(csv->cells);
    buf_free(&csv->names);
    buf_free(&csv->plain);
    memset(csv, 0, sizeof *csv);
}
