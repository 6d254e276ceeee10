/* json_value.h - JSON values as Lua holds them.
 *
 * Documents, configurations, records and state are all of one kind: Lua
 * tables that keep the order of their members. (No tree of cJSON beside them:
 * that would be a second copy of everything, with numbers and strings that it
 * cannot hold.)
 *
 *   object    table, metatable json.object; members are plain fields
 *   array     table, metatable json.array; a sequence from 1
 *   null      the light userdata NULL
 *   integer   of 64 bits: a Lua integer; longer: { text = "123..." } with the
 *             metatable json.bignum
 *   others    float, string, boolean
 *
 * The order of an object's members is a list of its keys in a hidden field.
 * Objects that were read with the same members in the same order share one
 * list; a write to such an object gives it a list of its own. */
#ifndef REVOS_JSON_VALUE_H
#define REVOS_JSON_VALUE_H

#include <lua.h>
#include <stdbool.h>

#include "core/buf.h"
#include "core/json_reader.h"

enum json_kind {
    JSON_IS_OTHER, /* not a table: see lua_type */
    JSON_IS_OBJECT,
    JSON_IS_ARRAY,
    JSON_IS_BIGNUM
};

/* [-0, +0, m] Make the metatables, once in a VM. Every module that uses this
 * file calls it first. */
void json_value_open(lua_State *L);

/* [-0, +1, -] Push the metatable of objects, arrays or long integers. */
void json_value_push_meta(lua_State *L, enum json_kind kind);

/* What the value at `index` is. A table without one of the metatables is an
 * array when it has an element 1, an object otherwise. */
enum json_kind json_value_kind(lua_State *L, int index);

/* Whether the value at `index` has the metatable of a kind: a table without one
 * of them is nothing. */
bool json_value_has_kind(lua_State *L, int index, enum json_kind kind);

/* [-0, +1, m] Push an empty object with room for `members`. */
void json_object_push(lua_State *L, int members);

/* [-0, +1, m] Push an empty array with room for `elements`. */
void json_array_push(lua_State *L, int elements);

/* [-0, +1, m] Push the integer of those decimal digits: a bignum when 64 bits
 * cannot hold it. */
void json_integer_push(lua_State *L, const char *text, size_t len);

/* [-2, +0, m] Set the key (a string) below the top to the value on top, as the
 * last member when it is new. */
void json_object_set(lua_State *L, int index);

/* [-2, +0, m] The same for a key that the object has no member of. */
void json_object_add(lua_State *L, int index);

/* [-0, +1, m] Push an object with the same members in the same order. */
void json_object_clone(lua_State *L, int index);

/* [-0, +0, m] Remove the member whose key is at the index `key`. */
void json_object_remove(lua_State *L, int index, int key);

/* [-0, +0, m] Take all there is out of an object, its list of keys too. */
void json_object_clear(lua_State *L, int index);

/* [-0, +0, e] The leaves of an object become its members, each in place of the
 * member it was in: depth first, the last ones first, with a name of its own
 * unless an earlier leaf has it, or once there was a list; then with that of
 * its parent before it. Of lists only with `lists`, else they are leaves.
 * false, and nothing has changed: deeper than 1000 levels. */
bool json_object_flatten(lua_State *L, int index, bool lists);

/* [-0, +1, m] Push the list of keys of an object or a plain table, its length
 * in *count. Elements are strings; one that is `false`, or that has no member
 * any more, is to be passed over. The list belongs to the object: do not
 * change it. Plain tables, and all when `sorted`, get a sorted list. */
void json_object_order(lua_State *L,
                       int index,
                       bool sorted,
                       lua_Integer *count);

/* [-0, +0 or 2, m] Push key and value of the member at a place of the list of
 * json_object_order; false when there is none at that place. */
bool json_object_member(lua_State *L, int object, int list, lua_Integer place);

/* Whether two values are the same JSON: order of members aside, and 1 is not
 * 1.0. Needs absolute indices. [e] nested deeper than JSON_DEPTH_MOST. */
bool json_value_equal(lua_State *L, int a, int b);

/* [-0, +1, e] Push a copy, all the way down, of the value at an absolute
 * index. Raises when it is nested deeper than JSON_DEPTH_MOST. */
void json_value_copy(lua_State *L, int index);

/* [-0, +1, m] Push a table: of each object and list in the value how many
 * values it has when it is walked, itself too; 0 where a reference is in it: a
 * text that begins with "#/", or a member "$ref". Parts below 200 levels are
 * left out and count as references. */
void json_weights_push(lua_State *L, int index);

/* Whether Python's repr() of the value, read as a literal, is that value again:
 * no number beyond 64 bits or that is not finite, nothing that is no JSON, at
 * most JSON_DEPTH levels. */
bool json_value_is_literal(lua_State *L, int index);

/* [-0, +0, m] For readers: give the object its list of keys, which is on top
 * of the stack and stays there, as a shared one. */
void json_object_share(lua_State *L, int index, lua_Integer count);

/* [-0, +0, m] Declare a list of keys, which also maps each key to its place, to
 * hold all keys that the objects which share it can have: their members come
 * and go without a change of the list. */
void json_object_fix(lua_State *L, int list);

/* [-0, +1, m] Push the string or key that was read last. */
void json_string_push(lua_State *L, const struct json_reader *reader);

/* [-0, +1, m] Read one value. `first` is the event it begins with; all of the
 * value is read. `lists` is 0, or the index of a table in which the reader
 * keeps the lists of keys it has met, for one who reads many values of one
 * form; `place` (below 256) tells values of different forms apart. Returns 0,
 * or -1 with the reason in reader->err and nothing pushed. */
int json_value_read(lua_State *L,
                    struct json_reader *reader,
                    enum json_event first,
                    int lists,
                    int place);

struct json_style {
    int indent;       /* spaces a level; 0: all in one line */
    bool ascii;       /* escape what is not ASCII */
    bool python;      /* ", " and ": ", and Python's spelling of numbers */
    bool sorted;      /* keys in the order of their bytes */
    bool omits_nulls; /* those of the outermost object */
};

/* [-0, +0, e] Append the value at `index` as JSON. Raises when it is no JSON
 * value (a function, an object with a key that is no string, a table inside
 * itself). */
void json_value_write(lua_State *L,
                      int index,
                      struct buf *out,
                      const struct json_style *style);

#endif
