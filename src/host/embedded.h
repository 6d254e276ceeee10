/* embedded.h - the files of lua/, scripts/ and templates/ inside the program.
 *
 *     struct embedded_file file;
 *     if (embedded_find("lua/cli/main.lua", &file) == 0) ...
 *
 * The table is made by the build tool src/embed and sorted by name. */
#ifndef REVOS_EMBEDDED_H
#define REVOS_EMBEDDED_H

#include <stddef.h>
#include <stdint.h>

struct embedded_file {
    const char *data;
    size_t size;
    const char *code; /* the same compiled, of lua/ and scripts/; or NULL */
    size_t code_size;
};

/* The bytes of all files one after the other, and the names with a final NUL.
 * The table has offsets into them: addresses would have to be written into it
 * at every start. */
extern const char embedded_names[], embedded_texts[], embedded_code[];
extern const size_t embedded_names_size, embedded_texts_size,
    embedded_code_size;

struct embedded_entry {
    uint32_t name, text, size, code, code_size;
};

extern const struct embedded_entry embedded_table[];
extern const size_t embedded_count;

/* The file of that name; 0, or -1 when there is none. */
int embedded_find(const char *name, struct embedded_file *file);

/* Give back the memory of compiled code that was loaded: the pages are read
 * from the file of the program again when more of it is. */
void embedded_forget_code(void);

/* The index of the first file whose name is not below `prefix`; files that
 * begin with the prefix follow it. embedded_count when there is none. */
size_t embedded_lower_bound(const char *prefix);

/* The name of a file, such as "lua/cli/main.lua", by its index. */
const char *embedded_name(size_t index);

#endif
