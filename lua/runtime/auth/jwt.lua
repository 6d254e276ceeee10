--- JSON Web Tokens (RFC 7519): header and payload, signed.
local clock = require("host.clock")
local failure = require("runtime.failure")
local hash = require("host.hash")
local json = require("host.json")

local jwt = {}

local function base64_url(bytes)
  return (hash.base64_encode(bytes):gsub("+", "-"):gsub("/", "_"):gsub("=+$", ""))
end

local function part(object, options)
  return base64_url(json.encode(object, options))
end

--- @param header table JSON object with `alg`
--- @param payload table JSON object
--- @param key string the secret, or a private key in PEM
--- @param passphrase string|nil of the private key
--- @return string token. Raises a ValueError when it cannot be signed.
function jwt.sign(header, payload, key, passphrase)
  if payload.iss ~= nil and type(payload.iss) ~= "string" then
    failure.value_error("Issuer (iss) must be a string.")
  elseif key == "" and header.alg:find("^HS") then
    failure.value_error("HMAC key must not be empty.")
  elseif key:find("-----BEGIN [%u ]+-----") and header.alg:find("^HS") then
    failure.value_error("The specified key is an asymmetric key or x509 certificate and "
      .. "should not be used as an HMAC secret.")
  end
  local text = part(header, { ascii = true, sort_keys = true })
    .. "."
    .. part(payload, { ascii = true })
  local signature, reason = hash.sign_jwt(header.alg, key, text, passphrase)
  if not signature then
    failure.value_error(reason)
  end
  return text .. "." .. base64_url(signature)
end

--- Whole seconds since the epoch.
function jwt.now()
  return clock.now_us() // 1000000
end

return jwt
