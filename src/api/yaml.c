/* yaml.c - the "host.yaml" module.
 *
 *   yaml.decode(text [, name]) -> value, document
 *               -> nil, "name:line:column: reason", code
 *   yaml.encode(value) -> text                block style
 *
 *   document:locate(table)           -> line, column     of the node
 *   document:locate(table, key)      -> line, column     of the value there
 *   document:locate_key(table, key)  -> line, column     of the key
 *   document:duplicates() -> { { key=, line=, column=, first_line=,
 *                                first_column= }, ... }
 *
 * Values are those of host.json. `table` is one of the tables of the value
 * itself, not a copy; where there is no place, the answer is nil. An alias is
 * the same table as its anchor. Of two members with one key the last wins.
 * Text that is JSON is read by the JSON reader and has no places. */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "bridge/json_value.h"
#include "bridge/yaml_print.h"
#include "core/yaml_tree.h"

#define DOCUMENT_TYPE "revos.yaml"

/* User value 1 of a document maps its tables to their nodes and back. */
static struct yaml_tree *check_document(lua_State *L)
{
    return luaL_checkudata(L, 1, DOCUMENT_TYPE);
}

static int document_gc(lua_State *L)
{
    yaml_tree_free(check_document(L));
    return 0;
}

static struct yaml_tree *push_document(lua_State *L)
{
    struct yaml_tree *tree = lua_newuserdatauv(L, sizeof *tree, 1);

    memset(tree, 0, sizeof *tree);
    luaL_setmetatable(L, DOCUMENT_TYPE);
    lua_newtable(L);
    lua_setiuservalue(L, -2, 1);
    return tree;
}

/* A tree on its way to Lua. */
struct making {
    lua_State *L;
    const struct yaml_tree *tree;
    struct buf *digits;
    int nodes; /* index of the table of user value 1 */
};

static void push_integer(struct making *m, const struct yaml_tree_node *node)
{
    m->digits->len = 0;
    if (yaml_scalar_integer(node->text, node->len, m->digits) == 0)
        json_integer_push(m->L, m->digits->data, m->digits->len);
    else
        lua_pushlstring(m->L, node->text, node->len);
}

static void push_scalar(struct making *m, const struct yaml_tree_node *node)
{
    lua_State *L = m->L;

    switch (node->type) {
    case YAML_NULL:
        lua_pushlightuserdata(L, NULL);
        return;
    case YAML_TRUE:
    case YAML_FALSE:
        lua_pushboolean(L, node->type == YAML_TRUE);
        return;
    case YAML_INTEGER:
        push_integer(m, node);
        return;
    case YAML_FLOAT:
        lua_pushnumber(L, yaml_scalar_float(node->text, node->len));
        return;
    default:
        lua_pushlstring(L, node->text, node->len);
    }
}

/* Keys are strings: of a key with another type, its JSON text. */
static void push_key(lua_State *L, const struct yaml_tree_node *node)
{
    switch (node->type) {
    case YAML_NULL:
        lua_pushliteral(L, "null");
        return;
    case YAML_TRUE:
        lua_pushliteral(L, "true");
        return;
    case YAML_FALSE:
        lua_pushliteral(L, "false");
        return;
    default:
        lua_pushlstring(L, node->text, node->len);
    }
}

static void push_node(struct making *m, uint32_t id);

static void fill_list(struct making *m, const struct yaml_tree_node *node)
{
    for (uint32_t i = 0; i < node->count; i++) {
        push_node(m, m->tree->links[node->first + i].node);
        lua_rawseti(m->L, -2, (lua_Integer)i + 1);
    }
}

/* [-0, +0, m] Note the key on top as the next one, unless it came before. */
static void note_key(lua_State *L, int object, lua_Integer *count)
{
    lua_pushvalue(L, -1);
    if (lua_rawget(L, object) == LUA_TNIL) {
        lua_pushvalue(L, -2);
        lua_rawseti(L, object + 1, ++*count);
    }
    lua_pop(L, 1);
}

static void fill_mapping(struct making *m, const struct yaml_tree_node *node)
{
    lua_State *L = m->L;
    int object = lua_gettop(L);
    lua_Integer count = 0;

    lua_createtable(L, (int)node->count / 2, 1); /* object keys */
    for (uint32_t i = 0; i < node->count; i += 2) {
        const struct yaml_link *pair = &m->tree->links[node->first + i];

        push_key(L, &m->tree->nodes[pair[0].node]);
        note_key(L, object, &count);
        push_node(m, pair[1].node);
        lua_rawset(L, object);
    }
    json_object_share(L, object, count);
    lua_pop(L, 1);
}

/* Remember which table a node became. */
static void remember(struct making *m, uint32_t id)
{
    lua_pushvalue(m->L, -1);
    lua_pushinteger(m->L, id);
    lua_rawset(m->L, m->nodes);
    lua_pushvalue(m->L, -1);
    lua_rawseti(m->L, m->nodes, id);
}

static void push_node(struct making *m, uint32_t id)
{
    const struct yaml_tree_node *node = &m->tree->nodes[id];

    luaL_checkstack(m->L, 12, "nested too deep");
    if (node->kind == YAML_SCALAR) {
        push_scalar(m, node);
        return;
    }
    if (lua_rawgeti(m->L, m->nodes, id) == LUA_TTABLE)
        return; /* an alias */
    lua_pop(m->L, 1);
    if (node->kind == YAML_LIST)
        json_array_push(m->L, (int)node->count);
    else
        json_object_push(m->L, (int)node->count / 2);
    remember(m, id);
    if (node->kind == YAML_LIST)
        fill_list(m, node);
    else
        fill_mapping(m, node);
}

static int fail_named(lua_State *L, const char *name, const struct err *err)
{
    return fail_with(L, err->code, "%s:%s", name, err->message);
}

/* Whether the text is JSON; its value is pushed then. */
static bool push_json(lua_State *L, const char *text, size_t len)
{
    size_t start = strspn(text, " \t\r\n");
    struct json_reader reader;

    if (start == len || (text[start] != '{' && text[start] != '['))
        return false;
    json_reader_init(&reader, text, len, NULL);
    return json_value_read(L, &reader, json_next(&reader), 0, 0) == 0 &&
           json_next(&reader) == JSON_END;
}

static int yaml_decode(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    const char *name = luaL_optstring(L, 2, "yaml");
    struct making m = { .L = L };
    struct yaml_tree *tree;
    struct err err;

    if (push_json(L, text, len)) {
        push_document(L);
        return 2;
    }
    m.digits = hold_buf(L);
    m.tree = tree = push_document(L);
    if (yaml_tree_read(tree, text, len, NULL, &err) != 0)
        return fail_named(L, name, &err);
    lua_getiuservalue(L, -1, 1); /* document nodes */
    m.nodes = lua_gettop(L);
    push_node(&m, tree->root);
    lua_pushvalue(L, m.nodes - 1);
    return 2;
}

static int yaml_encode(lua_State *L)
{
    struct buf *out;

    luaL_checkany(L, 1);
    out = hold_buf(L);
    yaml_print(L, 1, out);
    lua_pushlstring(L, out->data, out->len);
    return 1;
}

/* The node of the table in argument 2, or NULL. */
static const struct yaml_tree_node *find_node(lua_State *L,
                                              const struct yaml_tree *tree)
{
    luaL_checkany(L, 2);
    lua_getiuservalue(L, 1, 1);
    lua_pushvalue(L, 2);
    if (lua_isnil(L, 2) || lua_rawget(L, -2) != LUA_TNUMBER)
        return NULL;
    return &tree->nodes[lua_tointeger(L, -1)];
}

/* [-0, +1, m] Push the map from the keys of a mapping to the places of their
 * last links; made when somebody first asks for one. It stands beside the
 * nodes, under a number below zero. */
static void push_keys(lua_State *L,
                      const struct yaml_tree *tree,
                      const struct yaml_tree_node *node)
{
    lua_Integer place = -1 - (lua_Integer)(node - tree->nodes);
    const struct yaml_link *links = tree->links + node->first;

    lua_getiuservalue(L, 1, 1);
    if (lua_rawgeti(L, -1, place) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_createtable(L, 0, (int)node->count / 2);
    for (uint32_t i = 0; i < node->count; i += 2) {
        push_key(L, &tree->nodes[links[i].node]);
        lua_pushinteger(L, i);
        lua_rawset(L, -3);
    }
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, place);
}

/* The link of a child: the element at a number, or the key of the last member
 * with that key; its value is the link after it. */
static const struct yaml_link *find_child(lua_State *L,
                                          const struct yaml_tree *tree,
                                          const struct yaml_tree_node *node,
                                          int key)
{
    const struct yaml_link *links = tree->links + node->first;

    if (node->kind == YAML_LIST) {
        lua_Integer i = lua_isinteger(L, key) ? lua_tointeger(L, key) : 0;

        return i >= 1 && i <= (lua_Integer)node->count ? &links[i - 1] : NULL;
    }
    push_keys(L, tree, node);
    lua_pushvalue(L, key);
    return lua_rawget(L, -2) == LUA_TNUMBER ? &links[lua_tointeger(L, -1)]
                                            : NULL;
}

static int push_place(lua_State *L, struct yaml_place place)
{
    lua_pushinteger(L, place.line);
    lua_pushinteger(L, place.column);
    return 2;
}

static int locate_child(lua_State *L, bool key)
{
    const struct yaml_tree *tree = check_document(L);
    const struct yaml_tree_node *node = find_node(L, tree);
    const struct yaml_link *link;

    if (node == NULL)
        return 0;
    link = find_child(L, tree, node, 3);
    if (link == NULL)
        return 0;
    if (node->kind == YAML_MAPPING && !key)
        link++;
    return push_place(L, link->place);
}

static int document_locate(lua_State *L)
{
    const struct yaml_tree *tree = check_document(L);
    const struct yaml_tree_node *node;

    lua_settop(L, 3);
    if (!lua_isnil(L, 3))
        return locate_child(L, false);
    node = find_node(L, tree);
    return node != NULL ? push_place(L, node->place) : 0;
}

static int document_locate_key(lua_State *L)
{
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    return locate_child(L, true);
}

static void set_place(lua_State *L,
                      struct yaml_place place,
                      const char *line,
                      const char *column)
{
    push_place(L, place);
    lua_setfield(L, -3, column);
    lua_setfield(L, -2, line);
}

static int document_duplicates(lua_State *L)
{
    const struct yaml_tree *tree = check_document(L);

    lua_createtable(L, (int)tree->duplicate_count, 0);
    for (size_t i = 0; i < tree->duplicate_count; i++) {
        const struct yaml_duplicate *found = &tree->duplicates[i];
        const struct yaml_tree_node *key = &tree->nodes[found->key];

        lua_createtable(L, 0, 5);
        push_key(L, key);
        lua_setfield(L, -2, "key");
        set_place(L, key->place, "line", "column");
        set_place(L, found->first, "first_line", "first_column");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static const luaL_Reg document_methods[] = {
    { "duplicates", document_duplicates },
    { "locate", document_locate },
    { "locate_key", document_locate_key },
    { NULL, NULL },
};

static const luaL_Reg yaml_functions[] = {
    { "decode", yaml_decode },
    { "encode", yaml_encode },
    { NULL, NULL },
};

int luaopen_host_yaml(lua_State *L)
{
    json_value_open(L);
    luaL_newmetatable(L, DOCUMENT_TYPE);
    luaL_newlib(L, document_methods);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, document_gc);
    lua_setfield(L, -2, "__gc");
    luaL_newlib(L, yaml_functions);
    return 1;
}
