---@meta host.hash
--- Digests, signatures, and bytes as text.
---
--- ```lua
--- local hash = require("host.hash")
--- assert(hash.sha256("abc"):sub(1, 8) == "ba7816bf")
--- assert(hash.base64_encode("user:secret") == "dXNlcjpzZWNyZXQ=")
--- assert(hash.any("sha256", "abc") == hash.sha256("abc"))
--- ```
local hash = {}

---@param text string
---@return string? hex, string? message, string? code
function hash.sha256(text) end

---@param text string
---@return string? hex, string? message, string? code
function hash.md5(text) end

---@param text string
---@return string? hex, string? message, string? code
function hash.sha1(text) end

---@param text string
---@return string? hex, string? message, string? code
function hash.sha512(text) end

---@param name string as libcrypto or Python's hashlib calls it
---@param text string
---@return string? hex, string? message, string? code "invalid": unknown name
function hash.any(name, text) end

---@param name string
---@param key string
---@param text string
---@return string? hex, string? message, string? code
function hash.hmac(name, key, text) end

---@param algorithm string HS256, RS256, PS256, ES256 ... or EdDSA
---@param key string the secret of HS..., else a private key in PEM
---@param text string
---@param passphrase? string of the private key
---@return string? bytes, string? message, string? code "invalid": the algorithm or the key
function hash.sign_jwt(algorithm, key, text, passphrase) end

---@param bytes string
---@return string
function hash.base64_encode(bytes) end

---@param text string bytes outside the alphabet are passed over
---@return string? bytes, string? message, string? code "invalid": incorrect padding
function hash.base64_decode(text) end

---@param text string
---@return integer
function hash.crc32(text) end

---@param count integer 0 to 256
---@return string? bytes, string? message, string? code
function hash.random(count) end

---@return string? uuid version 4
---@return string? message, string? code
function hash.uuid() end

--- Seals a text: AES-256-GCM with a random nonce.
---@param key string 32 bytes
---@param text string
---@param context string what the text belongs to: must be the same to open it
---@return string? bytes, string? message, string? code
function hash.seal(key, text, context) end

---@param key string 32 bytes
---@param bytes string of seal()
---@param context string
---@return string? text
---@return string? message, string? code "denied": another key, or the bytes were changed
function hash.unseal(key, bytes, context) end

return hash
