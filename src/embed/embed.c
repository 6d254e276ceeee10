/* embed.c - build tool: files into one C table.
 *
 *     revos_embed ROOT OUTPUT NAME...
 *
 * Writes OUTPUT, which defines `embedded_files` (see host/embedded.h): the
 * bytes of ROOT/NAME for each NAME, sorted, so that the same tree always gives
 * the same table. Beside the text of a Lua file stands what the compiler of
 * Lua makes of it, which takes a sixth of the time to load; one that does not
 * compile ends the build. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "embed/code.h"

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int read_file(struct bytes *text, const char *path)
{
    FILE *in = fopen(path, "rb");
    char part[4096];
    size_t got;
    int status = in == NULL ? -1 : 0;

    while (status == 0 && (got = fread(part, 1, sizeof part, in)) > 0)
        status = bytes_append(text, part, got);
    if (in == NULL || ferror(in)) {
        perror(path);
        status = -1;
    }
    if (in != NULL)
        fclose(in);
    return status;
}

/* One byte of a C string literal. Octal escapes end after three digits, so no
 * following digit can join them. */
static void write_byte(FILE *out, int byte)
{
    if (byte == '\n')
        fputs("\\n\"\n\"", out);
    else if (byte == '"' || byte == '\\')
        fprintf(out, "\\%c", byte);
    else if (byte >= ' ' && byte < 0x7f && byte != '?')
        fputc(byte, out);
    else
        fprintf(out, "\\%03o", (unsigned)byte);
}

/* The bytes of file `i` as an array. */
static void
write_bytes(FILE *out, const char *kind, int i, const struct bytes *bytes)
{
    fprintf(out, "static const char IN(%s) %s_%d[] =\n\"", kind, kind, i);
    for (size_t at = 0; at < bytes->size; at++)
        write_byte(out, (unsigned char)bytes->data[at]);
    fputs("\";\n", out);
}

static int is_lua(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot != NULL && strcmp(dot, ".lua") == 0 &&
           strncmp(name, "templates/", 10) != 0;
}

/* The arrays of one file, and its line of the table into `table`. */
static int write_file(
    FILE *out, struct bytes *table, const char *root, const char *name, int i)
{
    struct bytes text = { NULL, 0 }, code = { NULL, 0 };
    char path[4096], line[4096];
    int status, len;

    snprintf(path, sizeof path, "%s/%s", root, name);
    status = read_file(&text, path);
    if (status == 0 && is_lua(name))
        status = code_compile(&code, &text, name);
    write_bytes(out, "text", i, &text);
    len = snprintf(line, sizeof line, "{ \"%s\", text_%d, %zu, ", name, i,
                   text.size);
    if (code.data != NULL) {
        write_bytes(out, "code", i, &code);
        len += snprintf(line + len, sizeof line - (size_t)len,
                        "code_%d, %zu },\n", i, code.size);
    } else {
        len += snprintf(line + len, sizeof line - (size_t)len, "NULL, 0 },\n");
    }
    if (status == 0)
        status = bytes_append(table, line, (size_t)len);
    free(text.data);
    free(code.data);
    return status;
}

/* Texts and code lie apart: a run needs little but code, and a page of memory
 * for each part of the program that it touches. */
static int write_table(FILE *out, const char *root, char **names, int count)
{
    struct bytes table = { NULL, 0 };
    int status = 0;

    fputs("/* Made by revos_embed. */\n#include \"host/embedded.h\"\n\n"
          "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
          "#define IN(kind) "
          "__attribute__((section(\".rodata.embedded_\" #kind)))\n\n",
          out);
    for (int i = 0; i < count && status == 0; i++)
        status = write_file(out, &table, root, names[i], i);
    if (status == 0)
        fprintf(out,
                "\nconst struct embedded_file embedded_files[] = {\n%.*s{ 0 } "
                "};\nconst size_t embedded_count = %d;\n",
                (int)table.size, table.data, count);
    free(table.data);
    return status;
}

int main(int argc, char **argv)
{
    FILE *out;

    if (argc < 3) {
        fputs("usage: revos_embed ROOT OUTPUT NAME...\n", stderr);
        return 2;
    }
    qsort(argv + 3, (size_t)(argc - 3), sizeof *argv, compare);
    out = fopen(argv[2], "wb");
    if (out == NULL) {
        perror(argv[2]);
        return 1;
    }
    if (write_table(out, argv[1], argv + 3, argc - 3) != 0 ||
        fclose(out) != 0) {
        remove(argv[2]);
        return 1;
    }
    return 0;
}
