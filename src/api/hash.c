/* hash.c - the "host.hash" module. libcrypto is opened when it is first needed.
 *
 *   hash.sha256(text) -> hex             also md5, sha1, sha512
 *   hash.any(name, text) -> hex          nil, message, "invalid": unknown name
 *   hash.hmac(name, key, text) -> hex
 *   hash.sign_jwt(algorithm, key, text [, passphrase]) -> bytes
 *   hash.base64_encode(bytes) -> text    hash.base64_decode(text) -> bytes
 *   hash.crc32(text) -> integer          hash.random(n) -> bytes
 *   hash.uuid() -> text                  version 4
 *   hash.seal(key, text, context) -> bytes      AES-256-GCM, a key of 32 bytes
 *   hash.unseal(key, bytes, context) -> text    "denied": another key
 */
#include <errno.h>
#include <lauxlib.h>
#include <string.h>
#include <sys/random.h>
#include <zlib.h>

#include "api/api.h"
#include "bridge/args.h"
#include "bridge/fail.h"
#include "bridge/hold.h"
#include "core/base64.h"
#include "core/buf.h"
#include "core/crypto_library.h"
#include "core/hash.h"
#include "core/seal.h"
#include "core/sha256.h"

/* Bytes that are hashed sooner than libcrypto is opened. */
enum { SHORT = 256 * 1024 };

/* Upvalue 1 of every function of the module. */
struct state {
    int is_open;
    struct crypto_library crypto;
};

/* The library, or NULL. */
static const struct crypto_library *crypto_of(lua_State *L, struct err *err)
{
    struct state *state = lua_touserdata(L, lua_upvalueindex(1));

    if (!state->is_open && crypto_library_open(&state->crypto, err) != 0)
        return NULL;
    state->is_open = 1;
    return &state->crypto;
}

static int push_hex(lua_State *L, const unsigned char *bytes, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    char hex[2 * HASH_MAX];

    for (size_t i = 0; i < len; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    lua_pushlstring(L, hex, 2 * len);
    return 1;
}

static int digest(lua_State *L, const char *name, int index)
{
    unsigned char out[HASH_MAX];
    unsigned int out_len;
    size_t len;
    const char *text = luaL_checklstring(L, index, &len);
    struct err err;
    const struct crypto_library *crypto = crypto_of(L, &err);

    if (crypto == NULL ||
        hash_digest(crypto, name, text, len, out, &out_len, &err) != 0)
        return fail(L, &err);
    return push_hex(L, out, out_len);
}

static int hash_any(lua_State *L)
{
    return digest(L, args_text(L, 1), 2);
}

static int hash_md5(lua_State *L)
{
    return digest(L, "md5", 1);
}

static int hash_sha1(lua_State *L)
{
    return digest(L, "sha1", 1);
}

static int hash_sha256(lua_State *L)
{
    const struct state *state = lua_touserdata(L, lua_upvalueindex(1));
    unsigned char out[SHA256_SIZE];
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);

    if (state->is_open || len > SHORT)
        return digest(L, "sha256", 1);
    sha256(text, len, out);
    return push_hex(L, out, sizeof out);
}

static int hash_sha512(lua_State *L)
{
    return digest(L, "sha512", 1);
}

static int hash_lua_hmac(lua_State *L)
{
    unsigned char out[HASH_MAX];
    unsigned int out_len;
    size_t key_len, len;
    const char *name = args_text(L, 1);
    const char *key = luaL_checklstring(L, 2, &key_len);
    const char *text = luaL_checklstring(L, 3, &len);
    struct err err;
    const struct crypto_library *crypto = crypto_of(L, &err);

    if (crypto == NULL || hash_hmac(crypto, name, key, key_len, text, len, out,
                                    &out_len, &err) != 0)
        return fail(L, &err);
    return push_hex(L, out, out_len);
}

/* [-0, +1, m] The bytes of a buffer. */
static int push_buf(lua_State *L, const struct buf *buf)
{
    lua_pushlstring(L, buf->len > 0 ? buf->data : "", buf->len);
    return 1;
}

static int hash_lua_sign_jwt(lua_State *L)
{
    struct hash_signer signer = { .algorithm = args_text(L, 1) };
    size_t len;
    const char *text;
    struct buf *signature;
    struct err err;
    const struct crypto_library *crypto;

    signer.key = luaL_checklstring(L, 2, &signer.key_len);
    text = luaL_checklstring(L, 3, &len);
    if (!lua_isnoneornil(L, 4))
        signer.passphrase = args_text(L, 4);
    signature = hold_buf(L);
    crypto = crypto_of(L, &err);
    if (crypto == NULL ||
        hash_sign_jwt(crypto, &signer, text, len, signature, &err) != 0)
        return fail(L, &err);
    return push_buf(L, signature);
}

static int hash_base64_encode(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    struct buf *out = hold_buf(L);

    if (base64_encode(out, text, len) != 0)
        return luaL_error(L, "not enough memory");
    return push_buf(L, out);
}

static int hash_base64_decode(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    struct buf *out = hold_buf(L);
    struct err err;

    if (base64_decode(out, text, len, &err) != 0)
        return fail(L, &err);
    return push_buf(L, out);
}

static int hash_crc32(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);

    lua_pushinteger(L,
                    (lua_Integer)crc32_z(0, (const unsigned char *)text, len));
    return 1;
}

static int hash_random(lua_State *L)
{
    lua_Integer count = luaL_checkinteger(L, 1);
    char bytes[256];

    luaL_argcheck(L, count >= 0 && count <= (lua_Integer)sizeof bytes, 1,
                  "0 to 256 expected");
    if (getrandom(bytes, (size_t)count, 0) != count)
        return fail_errno(L, "random", errno);
    lua_pushlstring(L, bytes, (size_t)count);
    return 1;
}

static int hash_uuid(lua_State *L)
{
    unsigned char b[16];

    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
        return fail_errno(L, "random", errno);
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    push_hex(L, b, 4);
    for (size_t i = 4; i < 10; i += 2) {
        lua_pushliteral(L, "-");
        push_hex(L, b + i, 2);
    }
    lua_pushliteral(L, "-");
    push_hex(L, b + 10, 6);
    lua_concat(L, 9);
    return 1;
}

typedef int seal_fn(const struct crypto_library *,
                    const unsigned char *,
                    const struct seal_context *,
                    const void *,
                    size_t,
                    struct buf *,
                    struct err *);

static int run_seal(lua_State *L, seal_fn *run)
{
    size_t key_len, len;
    const char *key = luaL_checklstring(L, 1, &key_len);
    const char *text = luaL_checklstring(L, 2, &len);
    struct seal_context context;
    struct buf *out;
    struct err err;
    const struct crypto_library *crypto;

    context.data = luaL_checklstring(L, 3, &context.len);
    luaL_argcheck(L, key_len == SEAL_KEY, 1, "a key of 32 bytes expected");
    out = hold_buf(L);
    crypto = crypto_of(L, &err);
    if (crypto == NULL || run(crypto, (const unsigned char *)key, &context,
                              text, len, out, &err) != 0)
        return fail(L, &err);
    return push_buf(L, out);
}

static int hash_seal(lua_State *L)
{
    return run_seal(L, seal_close);
}

static int hash_unseal(lua_State *L)
{
    return run_seal(L, seal_open);
}

static const luaL_Reg hash_functions[] = {
    { "any", hash_any },
    { "base64_decode", hash_base64_decode },
    { "base64_encode", hash_base64_encode },
    { "crc32", hash_crc32 },
    { "hmac", hash_lua_hmac },
    { "md5", hash_md5 },
    { "random", hash_random },
    { "seal", hash_seal },
    { "sha1", hash_sha1 },
    { "sha256", hash_sha256 },
    { "sha512", hash_sha512 },
    { "sign_jwt", hash_lua_sign_jwt },
    { "unseal", hash_unseal },
    { "uuid", hash_uuid },
    { NULL, NULL },
};

int luaopen_host_hash(lua_State *L)
{
    struct state *state;

    luaL_newlibtable(L, hash_functions);
    state = lua_newuserdatauv(L, sizeof *state, 0);
    *state = (struct state){ 0 };
    luaL_setfuncs(L, hash_functions, 1);
    return 1;
}
