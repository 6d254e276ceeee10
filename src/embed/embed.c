/* embed.c - build tool: files into one C table.
 *
 *     revos_embed ROOT OUTPUT NAME...
 *
 * Writes OUTPUT, which defines `embedded_files` (see host/embedded.h): the
 * bytes of ROOT/NAME for each NAME, sorted, so that the same tree always gives
 * the same table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
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

static int write_entry(FILE *out, const char *root, const char *name)
{
    char path[4096];
    unsigned long size = 0;
    FILE *in;
    int byte;

    snprintf(path, sizeof path, "%s/%s", root, name);
    in = fopen(path, "rb");
    if (in == NULL) {
        perror(path);
        return -1;
    }
    fprintf(out, "{ \"%s\",\n\"", name);
    for (; (byte = fgetc(in)) != EOF; size++)
        write_byte(out, byte);
    fprintf(out, "\", %lu },\n", size);
    fclose(in);
    return 0;
}

static int write_table(FILE *out, const char *root, char **names, int count)
{
    fputs("/* Made by revos_embed. */\n#include \"host/embedded.h\"\n\n"
          "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
          "const struct embedded_file embedded_files[] = {\n",
          out);
    for (int i = 0; i < count; i++)
        if (write_entry(out, root, names[i]) != 0)
            return -1;
    fprintf(out, "{ 0 } };\nconst size_t embedded_count = %d;\n", count);
    return 0;
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
