#include "core/statements.h"

#include <stdlib.h>
#include <string.h>

#include "core/database.h"

enum { LONGEST = 4096 }; /* longer texts are seldom the same twice */

static struct statement *
find(struct statements *cache, const char *sql, size_t len)
{
    for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
        struct statement *place = &cache->places[i];

        if (place->stmt != NULL && !place->taken && place->len == len &&
            memcmp(place->sql, sql, len) == 0)
            return place;
    }
    return NULL;
}

static void clear(struct statement *statement)
{
    sqlite3_finalize(statement->stmt);
    free(statement->sql);
    *statement = (struct statement){ 0 };
}

/* A place for one more: a free one, or the one that was not used for longest;
 * NULL when all are taken. */
static struct statement *make_room(struct statements *cache)
{
    struct statement *oldest = NULL;

    for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
        struct statement *place = &cache->places[i];

        if (!place->taken && (oldest == NULL || place->used < oldest->used))
            oldest = place;
    }
    if (oldest != NULL)
        clear(oldest);
    return oldest;
}

static struct statement *
make(struct statements *cache, const char *sql, size_t len, struct err *err)
{
    struct statement *made = len <= LONGEST ? make_room(cache) : NULL;
    int kept = made != NULL;

    if (!kept)
        made = calloc(1, sizeof *made);
    if (made != NULL && kept) {
        made->sql = malloc(len + 1);
        if (made->sql == NULL)
            made = NULL;
        else
            memcpy(made->sql, sql, len);
    }
    if (made == NULL) {
        err_set(err, ERR_LIMIT, "database: not enough memory");
        return NULL;
    }
    made->len = len;
    made->kept = kept;
    return made;
}

int statements_take(struct statements *cache,
                    sqlite3 *database,
                    const char *sql,
                    size_t len,
                    struct statement **out,
                    struct err *err)
{
    struct statement *statement = find(cache, sql, len);
    const char *rest;

    if (statement == NULL) {
        statement = make(cache, sql, len, err);
        if (statement == NULL)
            return -1;
        if (database_prepare(database, sql, len, &statement->stmt, &rest,
                             err) != 0) {
            statements_give(statement);
            return -1;
        }
    }
    statement->taken = 1;
    statement->used = ++cache->turn;
    *out = statement;
    return 0;
}

void statements_give(void *user)
{
    struct statement *statement = user;

    if (statement == NULL)
        return;
    statement->taken = 0;
    if (statement->kept && statement->stmt != NULL) {
        sqlite3_reset(statement->stmt);
        sqlite3_clear_bindings(statement->stmt);
        return;
    }
    if (statement->kept) {
        clear(statement);
        return;
    }
    sqlite3_finalize(statement->stmt);
    free(statement);
}

void statements_free(struct statements *cache)
{
    for (size_t i = 0; i < STATEMENTS_KEPT; i++)
        clear(&cache->places[i]);
}
