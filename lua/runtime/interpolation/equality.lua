--- Truth, equality and hashing of Python values.
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local json = require("host.json")
local limits = require("runtime.interpolation.limits")
local sizes = require("runtime.interpolation.sizes")
local values = require("runtime.interpolation.values")

local equality = {}
local null = json.null
local kind = values.kind

function equality.truthy(value)
  if value == true or value == false then
    return value
  elseif value == null or value == nil or value == "" or value == 0 then
    return false
  elseif type(value) ~= "table" then
    return true
  end
  local of = kind(value)
  local size = sizes[of]
  if size then
    return size(value) ~= 0
  end
  return of ~= "timedelta" or value.us ~= 0
end

-- A number for comparison: bool counts as 0 and 1. Big integers give their table.
local function number(value)
  if value == true then
    return 1
  elseif value == false then
    return 0
  elseif type(value) == "number" or getmetatable(value) == json.bignum then
    return value
  end
end

local function numbers_equal(a, b)
  if type(a) == "number" and type(b) == "number" then
    return a == b
  end
  return require("runtime.interpolation.bigint").equal(a, b)
end

local function sequences_equal(a, b)
  if #a ~= #b then
    return false
  end
  for index = 1, #a do
    if not equality.equal(a[index], b[index]) then
      return false
    end
  end
  return true
end

local function dicts_equal(a, b)
  if dicts.size(a) ~= dicts.size(b) then
    return false
  end
  for _, pair in ipairs(dicts.pairs(a)) do
    local other = dicts.get(b, pair[1])
    if other == nil or not equality.equal(pair[2], other) then
      return false
    end
  end
  return true
end

local function sets_equal(a, b)
  if a.inner.count ~= b.inner.count then
    return false
  end
  for hash in pairs(a.inner.slots) do
    if not b.inner.slots[hash] then
      return false
    end
  end
  return true
end

-- How two values of one kind are compared; values of other kinds are equal only when identical.
local comparers = {
  list = sequences_equal,
  tuple = sequences_equal,
  dict = dicts_equal,
  set = sets_equal,
  bytes = function(a, b)
    return a.text == b.text
  end,
  Undefined = function()
    return true
  end,
}

--- Adds the comparison of a further kind.
function equality.register(name, compare)
  comparers[name] = compare
end

--- Python's ==.
function equality.equal(a, b)
  if a == b then
    return true
  elseif type(a) == "string" or type(b) == "string" then
    return false
  end
  local x, y = number(a), number(b)
  if x and y then
    return numbers_equal(x, y)
  elseif x or y or type(a) ~= "table" or type(b) ~= "table" then
    return false
  end
  local name = kind(a)
  if name ~= kind(b) then
    return false
  end
  local compare = comparers[name]
  if not compare then
    return false
  end
  limits.enter()
  local same = compare(a, b)
  limits.leave()
  return same
end

local hashers = {
  str = function(value)
    return "s" .. value
  end,
  bool = function(value)
    return value and 1 or 0
  end,
  NoneType = function()
    return "n"
  end,
  Undefined = function()
    return "u"
  end,
  bytes = function(value)
    return "b" .. value.text
  end,
  int = function(value)
    return type(value) == "number" and value or "i" .. value.text
  end,
  float = function(value)
    return value ~= value and "nan" or value
  end,
  tuple = function(value)
    local parts = {}
    for index, item in ipairs(value) do
      local hash = equality.key(item)
      local text = tostring(hash)
      if type(hash) == "number" then
        text = "#" .. tostring(math.tointeger(hash) or hash)
      end
      parts[index] = #text .. ":" .. text
    end
    return "t" .. table.concat(parts)
  end,
}

--- Adds the hash of a further kind.
function equality.register_hash(name, hash)
  hashers[name] = hash
end

local unhashable = { list = true, dict = true, set = true }

--- A Lua value that is the same for equal values: the hash of dicts and sets.
function equality.key(value)
  local name = kind(value)
  if unhashable[name] then
    errors.type_error("unhashable type: '%s'", name)
  end
  local hasher = hashers[name]
  return hasher and hasher(value) or value
end

return equality
