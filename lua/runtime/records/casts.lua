--- What a value becomes where a schema wants another type: for each type a function
--- (value, schema) -> value, or nil when that cannot be.
local fold = require("runtime.text.fold")
local json = require("host.json")
local numbers = require("runtime.interpolation.numbers")
local values = require("runtime.interpolation.values")

local TRUE = { y = true, yes = true, t = true, ["true"] = true, on = true, ["1"] = true }
local FALSE = { n = true, no = true, f = true, ["false"] = true, off = true, ["0"] = true }
local SIMPLE = { string = true, number = true, integer = true, boolean = true, null = true }

local function trimmed(text)
  return text:match("^%s*(.-)%s*$")
end

local function to_number(value)
  if type(value) == "boolean" then
    return value and 1.0 or 0.0
  elseif type(value) == "number" or json.is_bignum(value) then
    return numbers.float(value)
  elseif type(value) == "string" then
    return numbers.plain_float(value) or numbers.parse_float(value)
  end
  return nil
end

local function to_integer(value)
  if type(value) == "boolean" then
    return value and 1 or 0
  elseif math.type(value) == "integer" or json.is_bignum(value) then
    return value
  elseif math.type(value) == "float" then
    return value - value == 0 and numbers.truncate(value) or nil -- neither infinite nor NaN
  elseif type(value) == "string" then
    return numbers.plain_int(value) or numbers.parse_int(value)
  end
  return nil
end

local function to_boolean(value)
  if type(value) ~= "string" then
    return values.truthy(value)
  end
  local word = fold.lower(trimmed(value))
  if TRUE[word] then
    return true
  elseif FALSE[word] then
    return false
  end
  return nil
end

--- A simple value where the schema wants a list of simple values.
local function to_array(value, schema)
  local items = json.is_object(schema.items) and schema.items.type or nil
  if json.is_object(value) or json.is_array(value) then
    return nil
  elseif items ~= nil and not json.is_array(items) then
    return nil
  end
  for _, name in ipairs(items or {}) do
    if not SIMPLE[name] then
      return nil
    end
  end
  return json.new_array({ value })
end

local casts = {
  string = values.str,
  number = to_number,
  integer = to_integer,
  boolean = to_boolean,
  array = to_array,
}

return casts
