--- Values of templates as JSON values: tuples become arrays, Python's dicts objects.
local failure = require("runtime.failure")
local json = require("host.json")
local values = require("runtime.interpolation.values")

local plain

local function list_of(items)
  local array = json.new_array()
  for index, item in ipairs(items) do
    array[index] = plain(item)
  end
  return array
end

local function object_of(object)
  local result = json.new_object()
  for key, value in pairs(object) do
    result[key] = plain(value)
  end
  return result
end

local function is_plain(value)
  return value == json.null or getmetatable(value) == json.bignum
end

--- @param value any what an expression gave
--- @return any a JSON value; raises TypeError for what JSON cannot hold
function plain(value)
  if type(value) ~= "table" or is_plain(value) then
    return value
  elseif json.is_object(value) then
    return object_of(value)
  elseif json.is_array(value) then
    return list_of(value)
  end
  local kind = values.kind(value)
  if kind == "tuple" then
    return list_of(value)
  elseif kind == "dict" then
    return require("runtime.interpolation.json_values").to_json(value)
  end
  failure.raise({
    class = "TypeError",
    message = ("Object of type %s is not JSON serializable"):format(kind),
  })
end

return plain
