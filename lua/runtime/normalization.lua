--- Casts the values of records to the types of the stream's schema (§14).
local fold = require("runtime.text.fold")
local json = require("host.json")
local values = require("runtime.interpolation.values")

local normalization = {}
normalization.__index = normalization

local TRUE = { y = true, yes = true, t = true, ["true"] = true, on = true, ["1"] = true }
local FALSE = { n = true, no = true, f = true, ["false"] = true, off = true, ["0"] = true }
local SIMPLE = { string = true, number = true, integer = true, boolean = true, null = true }

local function trimmed(text)
  return text:match("^%s*(.-)%s*$")
end

local function to_number(value)
  if type(value) == "boolean" then
    return value and 1.0 or 0.0
  elseif type(value) == "number" then
    return value + 0.0
  elseif type(value) == "string" then
    local digits = trimmed(value):gsub("(%d)_(%d)", "%1%2")
    if digits:find("^[+-]?%.?%d") and not digits:find("[xX]") then
      local number = tonumber((digits:gsub("^%+", "")))
      return number and number + 0.0
    end
  end
  return nil
end

local function to_integer(value)
  if type(value) == "boolean" then
    return value and 1 or 0
  elseif math.type(value) == "integer" or json.is_bignum(value) then
    return value
  elseif math.type(value) == "float" then
    return math.tointeger(value < 0 and math.ceil(value) or math.floor(value))
  elseif type(value) == "string" then
    local digits = trimmed(value):gsub("(%d)_(%d)", "%1%2")
    if digits:find("^[+-]?%d+$") then
      return json.new_integer((digits:gsub("^%+", "")))
    end
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
  local items = json.is_object(schema.items) and schema.items.type
  if json.is_object(value) or json.is_array(value) then
    return nil
  elseif type(items) == "string" then
    return nil
  end
  for _, name in ipairs(items or {}) do
    if not SIMPLE[name] then
      return nil
    end
  end
  return json.new_array({ value })
end

local CASTS = {
  string = values.str,
  number = to_number,
  integer = to_integer,
  boolean = to_boolean,
  array = to_array,
}

--- The one type beside null, and whether null is allowed; no type when there are several.
local function target_of(schema)
  local target = schema.type
  if type(target) == "string" then
    return target, target:find("null", 1, true) ~= nil
  end
  local found, nullable = nil, false
  for _, name in ipairs(json.is_array(target) and target or {}) do
    if name == "null" then
      nullable = true
    elseif found then
      found = false
    elseif found == nil then
      found = name
    end
  end
  return found or nil, nullable
end

--- A cast that fails leaves the value as it is.
local function cast(value, schema)
  local target, nullable = target_of(schema)
  if value == json.null and nullable then
    return value
  end
  local convert = target and CASTS[target]
  if not convert or (type(value) == "string" and target == "string") then
    return value
  end
  local result = convert(value, schema)
  if result == nil then
    return value
  end
  return result
end

local function referenced(root, schema)
  local reference = json.is_object(schema) and schema["$ref"]
  if type(reference) ~= "string" or reference:sub(1, 2) ~= "#/" then
    return schema
  end
  local node = root
  for segment in reference:sub(3):gmatch("[^/]+") do
    node = json.is_object(node) and node[segment] or nil
  end
  return node or schema
end

local function normalize(root, value, schema)
  schema = referenced(root, schema)
  if not json.is_object(schema) then
    return
  end
  if json.is_object(schema.properties) and json.is_object(value) then
    for key, inner in pairs(schema.properties) do
      if value[key] ~= nil and json.is_object(inner) then
        value[key] = cast(value[key], inner)
        normalize(root, value[key], inner)
      end
    end
  end
  if json.is_object(schema.items) and json.is_array(value) then
    for index, element in ipairs(value) do
      value[index] = cast(element, schema.items)
      normalize(root, value[index], schema.items)
    end
  end
end

--- @param build table whose schema() gives the schema of the stream
function normalization.new(build)
  return setmetatable({ schema = build.schema }, normalization)
end

--- Casts in place. @return table record
function normalization:apply(record)
  local schema = self.schema and self.schema()
  if json.is_object(schema) then
    normalize(schema, record, schema)
  end
  return record
end

return normalization
