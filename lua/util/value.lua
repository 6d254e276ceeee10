--- A definition by value: its canonical text and the hash that tells two of them apart.
--- Key order, comments, quoting and the spelling of a number (1 and 1.0) do not count.
local json = require("host.json")

local value = {}

local EXACT = 2.0 ^ 53 -- above it a float is no longer one certain integer

local function number(v)
  if math.type(v) == "float" and v % 1 == 0 and v < EXACT and v > -EXACT then
    return math.tointeger(v)
  end
  return v
end

local function normalized(v)
  if type(v) ~= "table" or v == json.null then
    return number(v)
  end
  if json.is_array(v) then
    local list = {}
    for i, item in ipairs(v) do
      list[i] = normalized(item)
    end
    return json.new_array(list)
  end
  if json.is_object(v) then
    local object = json.new_object()
    for key, item in pairs(v) do
      object[key] = normalized(item)
    end
    return object
  end
  return v
end

--- The one text that all spellings of a JSON value share: sorted keys, plain numbers.
---@param v any a JSON value
---@return string
function value.canonical(v)
  return json.encode(normalized(v), { sort_keys = true })
end

---@param a any
---@param b any
---@return boolean
function value.equal(a, b)
  if rawequal(a, b) then
    return true
  end
  if a == nil or b == nil then
    return false
  end
  return value.canonical(a) == value.canonical(b)
end

--- The hash of what is versioned: the manifest and, where there is one, components.lua.
---@param manifest any
---@param components string|nil
---@return string sha256 in hex
function value.sha256(manifest, components)
  local text = value.canonical(manifest)
  if components then
    text = text .. "\n" .. components
  end
  return require("host.hash").sha256(text)
end

--- Are two definitions the same version: manifest and components, not the name.
---@param a {manifest:any, components:string|nil}
---@param b {manifest:any, components:string|nil}
---@return boolean
function value.same(a, b)
  return a.components == b.components and value.equal(a.manifest, b.manifest)
end

return value
