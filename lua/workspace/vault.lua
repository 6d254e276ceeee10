--- Configurations of sources at rest: the fields that the spec marks airbyte_secret, or whose
--- names say so, are taken out and sealed; what stays may be shown to anybody.
local hash = require("host.hash")
local json = require("host.json")
local secret_key = require("workspace.secret_key")
local secret_scan = require("workspace.secret_scan")

local vault = {}

--- What stands for a secret.
vault.MASK = "**********"

local function is_nothing(value)
  return value == json.null or value == "" or json.is_object(value) and json.size(value) == 0
    or json.is_array(value) and #value == 0
end

local split

local function members(value, schemas, path, taken, copy, each)
  for key, member in each(value) do
    local inner = secret_scan.member(schemas, key)
    local is_leaf = not (json.is_object(member) or json.is_array(member))
    local own = is_leaf and secret_scan.says_secret(key)
    path[#path + 1] = key
    copy[key] = split(member, inner, path, taken, own)
    path[#path] = nil
  end
  return copy
end

function split(value, schemas, path, taken, own)
  local is_secret = own or secret_scan.marked(schemas)
  if is_secret and type(value) ~= "boolean" and not is_nothing(value) then
    taken[#taken + 1] = json.new_array({ json.new_array({ table.unpack(path) }), value })
    return vault.MASK
  elseif json.is_object(value) then
    return members(value, schemas, path, taken, json.new_object(), pairs)
  elseif json.is_array(value) then
    return members(value, schemas, path, taken, json.new_array(), ipairs)
  end
  return value
end

--- Takes the secrets out of a configuration.
---@param configuration table
---@param specification table|nil connection_specification
---@return table masked
---@return table taken a list of [path, value]
function vault.split(configuration, specification)
  local taken = json.new_array()
  return split(configuration, { specification }, {}, taken), taken
end

--- Puts them back.
---@param masked table
---@param taken table of split()
---@return table configuration
function vault.join(masked, taken)
  local configuration = json.copy(masked)
  for _, one in ipairs(taken) do
    local path, node = one[1], configuration
    for i = 1, #path - 1 do
      node = node[path[i]]
    end
    node[path[#path]] = one[2]
  end
  return configuration
end

--- Is a secret of a configuration still the mask it was shown as?
---@param taken table of split()
---@return string|nil path of the first
function vault.masked(taken)
  for _, one in ipairs(taken) do
    if one[2] == vault.MASK then
      return table.concat(one[1], ".")
    end
  end
  return nil
end

--- Seals secrets for the source they belong to.
---@param taken table of split()
---@param owner string what they belong to: a seal opens for it alone
---@return string|nil sealed nil without secrets, and with a message when it failed
---@return string|nil key_id
---@return string|nil code
---@return table|nil details
function vault.seal(taken, owner)
  if #taken == 0 then
    return nil
  end
  local key, message, code, details = secret_key.load(true)
  if not key then
    return nil, message, code, details
  end
  local bytes
  bytes, message, code = hash.seal(key, json.encode(taken), owner)
  if not bytes then
    return nil, message, code
  end
  return hash.base64_encode(bytes), secret_key.id(key)
end

--- Opens a seal.
---@param sealed string|nil
---@param key_id string|nil
---@param owner string
---@return table|nil taken
---@return string|nil message
---@return string|nil code
---@return table|nil details
function vault.unseal(sealed, key_id, owner)
  if not sealed then
    return json.new_array()
  end
  local key, message, code, details = secret_key.load()
  if not key then
    return nil, message, code, details
  elseif secret_key.id(key) ~= key_id then
    return nil, ("the secrets were sealed with key %s, and the key here is %s"):format(
      tostring(key_id), secret_key.id(key)), "invalid", { hint = "set REVOS_SECRET_KEY" }
  end
  local bytes = hash.base64_decode(sealed)
  local text = bytes and hash.unseal(key, bytes, owner)
  local taken = text and json.decode(text)
  if not taken then
    return nil, "the sealed secrets are broken", "invalid"
  end
  return taken
end

return vault
