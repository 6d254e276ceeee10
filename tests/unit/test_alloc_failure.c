/* Every primitive with less memory than it needs: for each N, the Nth
 * allocation of Lua and all that follow fail until the call is over. Nothing
 * may stay open, and (under a sanitizer or valgrind) nothing may leak. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#undef fail /* cmocka's; ours is a function */
#include <dirent.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/api.h"
#include "core/folder.h"
#include "core/interrupt.h"

#define FUNCTIONS REVOS_TEST_DATA "/primitives.lua"

enum { MOST_ALLOCATIONS = 5000, NO_LIMIT = -1 };

struct memory {
    long left; /* allocations until they fail; NO_LIMIT: they never do */
};

static void *allocate(void *user, void *old, size_t old_size, size_t size)
{
    struct memory *memory = user;

    if (size == 0) {
        free(old);
        return NULL;
    }
    if (old != NULL && size <= old_size)
        return realloc(old, size); /* shrinking may not fail */
    if (memory->left == 0)
        return NULL;
    if (memory->left > 0)
        memory->left--;
    return realloc(old, size);
}

static int count_open(void)
{
    DIR *dir = opendir("/proc/self/fd");
    int count = 0;

    assert_non_null(dir);
    while (readdir(dir) != NULL)
        count++;
    closedir(dir);
    return count;
}

static void refuse(const char *name, const char *why)
{
    print_error("%s: %s\n", name, why);
    _fail(__FILE__, __LINE__);
}

/* A VM with the table of functions on its stack. */
static lua_State *new_vm(struct memory *memory, const char *folder)
{
    lua_State *L;

    memory->left = NO_LIMIT;
    L = lua_newstate(allocate, memory);
    assert_non_null(L);
    luaL_openlibs(L);
    api_preload(L);
    if (luaL_loadfile(L, FUNCTIONS) != LUA_OK)
        refuse(FUNCTIONS, lua_tostring(L, -1));
    lua_pushstring(L, folder);
    lua_call(L, 1, 1);
    return L;
}

/* 1 when the function went through with `allocations`, in a VM of its own:
 * without memory a module may be left half open. */
static int try(const char *name, const char *folder, long allocations)
{
    struct memory memory;
    lua_State *L = new_vm(&memory, folder);
    int status;

    lua_getfield(L, 1, name);
    memory.left = allocations;
    status = lua_pcall(L, 0, 0, 0);
    memory.left = NO_LIMIT;
    if (status != LUA_OK && allocations == MOST_ALLOCATIONS)
        refuse(name, lua_tostring(L, -1));
    lua_close(L);
    return status == LUA_OK;
}

static void check(const char *name, const char *folder)
{
    int before = count_open();
    long allocations = 0;

    while (!try(name, folder, allocations))
        allocations++;
    if (count_open() != before)
        refuse(name, "left a descriptor open");
}

/* Checks each function of the file. */
static void each_function(const char *folder)
{
    struct memory memory;
    lua_State *L = new_vm(&memory, folder);

    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        check(lua_tostring(L, -2), folder);
        lua_pop(L, 1);
    }
    lua_close(L);
}

static void nothing_leaks_without_memory(void **state)
{
    char folder[] = "/tmp/revos_test_alloc.XXXXXX";
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

    (void)state;
    dup2(nothing, STDIN_FILENO);
    close(nothing);
    interrupt_install();
    assert_non_null(mkdtemp(folder));
    each_function(folder);
    assert_int_equal(folder_remove_tree(folder, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_leaks_without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
