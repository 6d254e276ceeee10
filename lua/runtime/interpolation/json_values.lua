--- Values between Python's and JSON's worlds.
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local json = require("host.json")
local limits = require("runtime.interpolation.limits")
local values = require("runtime.interpolation.values")

local json_values = {}

--- A dict from a list of pairs: a JSON object when every key is text.
function json_values.dict(list)
  for _, pair in ipairs(list) do
    if type(pair[1]) ~= "string" then
      return dicts.from_pairs(list)
    end
  end
  local object = json.new_object()
  for _, pair in ipairs(list) do
    object[pair[1]] = pair[2]
  end
  return object
end

json_values.set = dicts.new_set

-- A key as json.dumps writes it.
local function key_text(key)
  if type(key) == "string" then
    return key
  elseif key == true or key == false then
    return tostring(key)
  elseif key == values.None then
    return "null"
  elseif values.is_number(key) then
    return values.str(key)
  end
  return errors.type_error("keys must be str, int, float, bool or None, not %s", values.kind(key))
end

local function to_object(value)
  local object = json.new_object()
  for _, pair in ipairs(dicts.pairs(value)) do
    object[key_text(pair[1])] = json_values.to_json(pair[2])
  end
  return object
end

local function to_array(value)
  local array = {}
  for index, item in ipairs(value) do
    array[index] = json_values.to_json(item)
  end
  return json.new_array(array)
end

local converters = { dict = to_object, list = to_array, tuple = to_array }

--- The value as JSON can hold it: tuples become arrays, keys become text, as json.dumps does.
--- Raises TypeError for what it refuses (sets, bytes, dates, undefined).
function json_values.to_json(value)
  local kind = values.kind(value)
  local convert = converters[kind]
  if convert then
    limits.enter()
    local converted = convert(value)
    limits.leave()
    return converted
  elseif kind == "str" or kind == "NoneType" or values.is_number(value) then
    return value
  end
  return errors.type_error("Object of type %s is not JSON serializable", kind)
end

--- json.dumps(value, **options of host.json) with Python's separators.
function json_values.dumps(value, options)
  options = options or {}
  options.separators = options.separators or "python"
  if options.ascii == nil then
    options.ascii = true
  end
  return json.encode(json_values.to_json(value), options)
end

--- Whether a value can stand in JSON.
function json_values.is_json(value)
  return (pcall(json_values.to_json, value))
end

return json_values
