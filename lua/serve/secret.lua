--- Secrets that are handed out once and kept as a hash: tokens and those of applications.
local hash = require("host.hash")

local secret = {}

local PREFIX = "revos_"

local function hex(bytes)
  return (bytes:gsub(".", function(c)
    return ("%02x"):format(c:byte())
  end))
end

--- A new one: its id is no secret, 256 bits behind it are.
---@return string text what its owner keeps
---@return string id
---@return string digest what is stored
function secret.new()
  local id = hex(assert(hash.random(8)))
  local words = hash.base64_encode(assert(hash.random(32))):gsub("[+/=]",
    { ["+"] = "-", ["/"] = "_", ["="] = "" })
  return PREFIX .. id .. "_" .. words, id, hash.sha256(words)
end

--- The parts of a text that may be a secret.
---@return string|nil id
---@return string|nil words
function secret.parts(text)
  return text:match("^" .. PREFIX .. "(%x+)_([%w_-]+)$")
end

local function number(bytes)
  return (("<i" .. #bytes):unpack(bytes))
end

--- Compares without telling by its time where two digests differ.
---@param a string
---@param b string
---@return boolean
function secret.same(a, b)
  if #a ~= #b then
    return false
  end
  local different = 0
  for i = 1, #a, 8 do
    local one, other = a:sub(i, i + 7), b:sub(i, i + 7)
    different = different | (number(one) ~ number(other))
  end
  return different == 0
end

--- Are these the words whose digest is stored?
function secret.fits(words, digest)
  return secret.same(hash.sha256(words), digest)
end

return secret
