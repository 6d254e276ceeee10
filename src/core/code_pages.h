/* code_pages.h - memory that is a copy of what files have.
 *
 * Relocating and starting a library reads most of its file once. What was read
 * counts as memory of the process from then on, although little of it is looked
 * at again. */
#ifndef REVOS_CODE_PAGES_H
#define REVOS_CODE_PAGES_H

/* Give back the pages of the program and its libraries that nothing may write:
 * code and constants, but for small libraries. Who comes by finds them again,
 * at a microsecond each, mostly from the memory of the kernel. A debugger's
 * breakpoints go with them. Safe with other threads at work. */
void code_pages_give_back(void);

#endif
