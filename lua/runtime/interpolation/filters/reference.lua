--- The filters that the reference adds: hashes, base64, regular expressions, `string`.
local errors = require("runtime.interpolation.errors")
local json_values = require("runtime.interpolation.json_values")
local values = require("runtime.interpolation.values")

local function hashes()
  return require("host.hash")
end

-- Names of hashlib that make a hash when called without arguments.
local algorithms = {
  md5 = true, sha1 = true, sha224 = true, sha256 = true, sha384 = true, sha512 = true,
  sha3_224 = true, sha3_256 = true, sha3_384 = true, sha3_512 = true, blake2b = true,
  blake2s = true,
}

local function hash(value, name, salt)
  name = name == nil and "md5" or name
  if type(name) ~= "string" then
    errors.type_error("attribute name must be string, not '%s'", values.kind(name))
  elseif not algorithms[name] then
    errors.raise("AttributeError", "No hashing function named %s", name)
  end
  local body = values.str(value)
  if salt ~= nil and values.truthy(salt) then
    body = body .. values.str(salt)
  end
  local digest, message = hashes().any(name, body)
  if not digest then
    errors.value_error("%s", message)
  end
  return digest
end

local function hmac(value, key, name)
  name = name == nil and "sha256" or name
  if name ~= "sha256" then
    errors.value_error("Hash type '%s' is not allowed. Allowed types: sha256", values.str(name))
  end
  return hashes().hmac(name, values.str(key), values.str(value))
end

local function text_argument(value)
  if type(values.defined(value)) ~= "string" then
    errors.raise("AttributeError", "'%s' object has no attribute 'encode'", values.kind(value))
  end
  return value
end

local function base64encode(value)
  return hashes().base64_encode(text_argument(value))
end

-- Python drops what is not of the alphabet, then wants whole groups of four.
local function base64decode(value)
  local kept = text_argument(value):gsub("[^%w+/=]", "")
  local body = kept:match("^[^=]*")
  local padding = #kept:match("^[^=]*(=*)")
  if #body % 4 == 1 or (#body % 4 > 0 and padding < 4 - #body % 4) then
    errors.raise("Error", "Incorrect padding")
  end
  local decoded = hashes().base64_decode(body .. ("="):rep(-#body % 4))
  if not decoded or not utf8.len(decoded) then
    errors.raise(decoded and "UnicodeDecodeError" or "Error", "no text in base64")
  end
  return decoded
end

local function base64binascii_decode(value)
  if text_argument(value):find("[\128-\255]") then
    errors.raise("UnicodeEncodeError", "'ascii' codec can't encode characters")
  end
  return hashes().base64_encode(value)
end

local function as_string(value)
  if type(value) == "string" then
    return value
  end
  return '"""' .. json_values.dumps(value) .. '"""'
end

local function pattern(regex)
  if type(regex) ~= "string" then
    errors.type_error("first argument must be string or compiled pattern")
  end
  local compiled, message = require("host.regex").compile(regex)
  if not compiled then
    errors.raise("error", "%s", message)
  end
  return compiled
end

local function subject(value)
  if type(value) ~= "string" then
    errors.type_error("expected string or bytes-like object, got '%s'", values.kind(value))
  end
  return value
end

local function regex_search(value, regex)
  local compiled = pattern(regex)
  local found = compiled:search(subject(value))
  if not found or #found.groups == 0 then
    return ""
  end
  local group = found.groups[1]
  return (group == nil or group == false) and values.None or group
end

local function regex_replace(value, regex, replacement)
  if type(replacement) ~= "string" then
    errors.type_error("expected str instance, %s found", values.kind(replacement))
  end
  return pattern(regex):replace(subject(value), replacement)
end

return {
  { "hash", "hash_type? salt?", "The hash of the value, in hex; md5 unless named.", hash },
  { "hmac", "key hash_type?", "The HMAC-SHA256 of the value, in hex.", hmac },
  { "base64encode", "", "The text in base64.", base64encode },
  { "base64decode", "", "The text that base64 stands for.", base64decode },
  { "base64binascii_decode", "", "The ASCII text in base64.", base64binascii_decode },
  { "string", "", "Text as it is; another value as JSON that stays text.", as_string },
  { "regex_search", "regex", "The first group of the first match, or \"\".", regex_search },
  { "regex_replace", "regex replacement", "Every match replaced.", regex_replace },
}
