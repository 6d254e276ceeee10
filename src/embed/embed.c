/* embed.c - build tool: files into one C table.
 *
 *     revos_embed ROOT OUTPUT NAME...
 *
 * Writes OUTPUT, which defines `embedded_table` and its arrays (see
 * host/embedded.h): the bytes of ROOT/NAME for each NAME, sorted, so that the
 * same tree always gives the same table. Beside the text of a Lua file stands
 * what the compiler of Lua makes of it, which takes a sixth of the time to
 * load; one that does not compile ends the build. */
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

static void write_array(FILE *out, const char *name, const struct bytes *bytes)
{
    fprintf(out, "const char %s[] =\n\"", name);
    for (size_t at = 0; at < bytes->size; at++)
        write_byte(out, (unsigned char)bytes->data[at]);
    fprintf(out, "\";\nconst size_t %s_size = %zu;\n\n", name, bytes->size);
}

static int is_lua(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot != NULL && strcmp(dot, ".lua") == 0 &&
           strncmp(name, "templates/", 10) != 0;
}

/* All files: the arrays of embedded.h, and the lines of the table. */
struct embedded {
    struct bytes names, texts, code, table;
};

/* One file, at the end of each array. */
static int add_file(struct embedded *all, const char *root, const char *name)
{
    struct bytes text = { NULL, 0 }, code = { NULL, 0 };
    char path[4096], line[128];
    int status, len;

    snprintf(path, sizeof path, "%s/%s", root, name);
    status = read_file(&text, path);
    if (status == 0 && is_lua(name))
        status = code_compile(&code, &text, name);
    len = snprintf(line, sizeof line, "{ %zu, %zu, %zu, %zu, %zu },\n",
                   all->names.size, all->texts.size, text.size, all->code.size,
                   code.size);
    if (status == 0 &&
        (bytes_append(&all->names, name, strlen(name) + 1) != 0 ||
         bytes_append(&all->texts, text.data, text.size) != 0 ||
         bytes_append(&all->code, code.data, code.size) != 0 ||
         bytes_append(&all->table, line, (size_t)len) != 0))
        status = -1;
    free(text.data);
    free(code.data);
    return status;
}

static void write_all(FILE *out, const struct embedded *all, int count)
{
    fputs("/* Made by revos_embed. */\n#include \"host/embedded.h\"\n\n"
          "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n",
          out);
    write_array(out, "embedded_names", &all->names);
    write_array(out, "embedded_texts", &all->texts);
    write_array(out, "embedded_code", &all->code);
    fprintf(out,
            "const struct embedded_entry embedded_table[] = {\n%.*s{ 0 } };\n"
            "const size_t embedded_count = %d;\n",
            (int)all->table.size, all->table.data, count);
}

/* Texts and code lie apart: a run needs little but code, and a page of memory
 * for each part of the program that it touches. */
static int write_table(FILE *out, const char *root, char **names, int count)
{
    struct embedded all = {
        { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }
    };
    int status = 0;

    for (int i = 0; i < count && status == 0; i++)
        status = add_file(&all, root, names[i]);
    if (status == 0)
        write_all(out, &all, count);
    free(all.names.data);
    free(all.texts.data);
    free(all.code.data);
    free(all.table.data);
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
