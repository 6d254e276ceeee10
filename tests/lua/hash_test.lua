--- host.hash against published values.
local hash = require("host.hash")

-- A key made for this test alone.
local RSA = [[
-----BEGIN PRIVATE KEY-----
MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAKeKhMDmKv6TfT/X
vYEdkK7DHYqZdTV4lZrkck2rsk4nS6y7wCzQ1CgVeaXyw1TBO0Li3NG9JEaoiO46
+wUw7t2Of7+myVDjYKINTyCIa4pWPnL3KUuwKJdnWggbhfx232TjKS8oPhLWpS8N
9R9SdyfHGF4sFU9U3y65jpde2HcPAgMBAAECgYA52NXlVJNbusjwFilUP0UJUk0M
4ddaUvw0stPUhYfW/DJgvaKo1qGqBWAvMBbJWL6BZZsgv9Gao+5DcxHgxPhz79yn
JwtiKQB8+twrNG8EP5aJ1IMi5ci3X/VVHJ3S2vINIfTVsk7QlmJpux1QU/TuR5J3
oxiU4cfelzpnZ7sVwQJBANpimtTklhyR6Nvw6zvB+lym5VkqKBQUgegielNX840c
Lh0YvBoidLIY9927nKGBpldOxtk6a/TL0EdDaBlVTekCQQDEZgNtFbnG0qNXuujb
9KFp1bc3Th0JmMEuhY8eFVUQ/LsBO9oEU8pAY9kWtl8nGiLCo3OCo/NSt6Ky/sRE
iKo3AkEAtDv9HQcq/JlPXXYQLlmBj0YOsvAf87KZJESQQIit8R/4zvrDA668MOB6
cP2N351o81WIt2+H+ZjcZHQ1TfMhQQJBAItrC4WVhaLBhpjRo1n5R9h0kTJebjiQ
ypo2z4kAhbmgXzQaA8NMo+efuczou5VrdT+MfoQ/1IxktcexGSy5g3MCQHQEbhvL
UyF36XrARCnn7/gCxQJdGjifFJdJfd3dPaZgFg8ruhkyR4QjOIXMAhq6r9CjMM/s
t/2FZ2lJsVD7K94=
-----END PRIVATE KEY-----
]]
local EC = [[
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIHvZzrPzouALXki7yh5MckzhHAK1DC+imxlPNv+PPD2ZoAoGCCqGSM49
AwEHoUQDQgAEWWSDRy8eLFZ6golQWpSBAGZ8JJLq/0vuMrX5C9nqaYBzgDskrQnL
Afxf1DKsuy2s5nO26wk8GZUi9CMnBXFBDA==
-----END EC PRIVATE KEY-----
]]

return {
  ["digests"] = function(t)
    t.equal(hash.md5(""), "d41d8cd98f00b204e9800998ecf8427e")
    t.equal(hash.sha1("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d")
    t.equal(hash.sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    t.equal(hash.any("sha3_256", ""), hash.any("sha3-256", ""))
    t.equal(#hash.sha512("a\0b"), 128)
    t.equal(select(3, hash.any("sha257", "")), "invalid")
  end,
  ["a digest with a key (RFC 4231, test case 2)"] = function(t)
    t.equal(
      hash.hmac("sha256", "Jefe", "what do ya want for nothing?"),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
    t.equal(#hash.hmac("sha256", "", ""), 64)
  end,
  ["base64 there and back"] = function(t)
    for _, pair in ipairs({
      { "", "" },
      { "f", "Zg==" },
      { "fo", "Zm8=" },
      { "foo", "Zm9v" },
      { "foob", "Zm9vYg==" },
      { "\0\255\254", "AP/+" },
    }) do
      t.equal(hash.base64_encode(pair[1]), pair[2])
      t.equal(hash.base64_decode(pair[2]), pair[1])
    end
    t.equal(hash.base64_decode("Zm\n9v"), "foo")
    t.equal(select(3, hash.base64_decode("Zg=")), "invalid")
    t.equal(select(3, hash.base64_decode("Z")), "invalid")
  end,
  ["checksums, chance and names"] = function(t)
    t.equal(hash.crc32("123456789"), 0xcbf43926)
    t.equal(#hash.random(16), 16)
    t.equal(hash.random(0), "")
    t.match(hash.uuid(), "^%x+%-%x%x%x%x%-4%x%x%x%-[89ab]%x%x%x%-%x+$")
    t.equal(#hash.uuid(), 36)
  end,
  ["a seal opens with its key and its context alone"] = function(t)
    local key = ("k"):rep(32)
    local bytes = hash.seal(key, "hush", "a")
    t.equal(hash.unseal(key, bytes, "a"), "hush")
    t.equal(select(3, hash.unseal(key, bytes, "b")), "denied")
    t.equal(select(3, hash.unseal(("x"):rep(32), bytes, "a")), "denied")
    t.equal(pcall(hash.seal, "short", "hush", "a"), false)
  end,
  ["tokens are signed with secrets and keys"] = function(t)
    t.equal(#hash.sign_jwt("HS256", "secret", "text"), 32)
    t.equal(#hash.sign_jwt("RS256", RSA, "text"), 128)
    t.equal(#hash.sign_jwt("PS256", RSA, "text"), 128)
    t.equal(#hash.sign_jwt("ES256", EC, "text"), 64)
  end,
  ["keys that do not fit are refused"] = function(t)
    t.equal(select(3, hash.sign_jwt("RS256", EC, "text")), "invalid")
    t.equal(select(3, hash.sign_jwt("RS256", "no key", "text")), "invalid")
    t.equal(select(3, hash.sign_jwt("none", "", "text")), "invalid")
  end,
}
