--- Plain Lua tables of components.lua as the values that the runtime works with.
local json = require("host.json")
local limits = require("runtime.custom.limits")
local slices = require("runtime.streams.slice")

local plain = {}

local function is_plain(value)
  return type(value) == "table" and getmetatable(value) == nil
end

local function sorted_keys(value)
  local keys = {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b)
    return limits.text(a) < limits.text(b)
  end)
  return keys
end

--- A plain table as a JSON array (when it has elements) or object, whatever is in it too; any
--- other value as it is.
function plain.value(value)
  if not is_plain(value) then
    return value
  elseif #value > 0 then
    local list = json.new_array()
    for index, element in ipairs(value) do
      list[index] = plain.value(element)
    end
    return list
  end
  local object = json.new_object()
  for _, key in ipairs(sorted_keys(value)) do
    object[limits.text(key)] = plain.value(value[key])
  end
  return object
end

--- The members of a plain table, each as a value of the runtime.
local function members(value)
  if is_plain(value) then
    local own = {}
    for key, member in pairs(value) do
      own[key] = plain.value(member)
    end
    return own
  end
  return value
end

local function slice_of(value)
  if value ~= nil and is_plain(value) then
    local own = members(value)
    return slices.new({ partition = own.partition, cursor = own.cursor, extra = own.extra })
  end
  return value
end

--- A list or an iterator of slices as an iterator.
local function slices_of(value)
  local source = value
  if type(value) == "table" then
    local index = 0
    source = function()
      index = index + 1
      return value[index]
    end
  end
  return function()
    return slice_of(source())
  end
end

--- How the result of a method is taken, by the method's name.
plain.results = {
  decode = members,
  extract = members,
  migrate = plain.value,
  request_options = members,
  schema = plain.value,
  sign = plain.value,
  slices = slices_of,
  state = plain.value,
}

return plain
