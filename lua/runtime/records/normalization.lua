--- Casts the values of records to the types of the stream's schema (§14).
local fold = require("runtime.text.fold")
local json = require("host.json")
local values = require("runtime.interpolation.values")

local normalization = {}
normalization.__index = normalization

local TRUE = { y = true, yes = true, t = true, ["true"] = true, on = true, ["1"] = true }
local FALSE = { n = true, no = true, f = true, ["false"] = true, off = true, ["0"] = true }
local MAX_DEPTH = 3 -- of objects that warnings spell out
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

local FITS = {
  null = function(value)
    return value == json.null
  end,
  string = function(value)
    return type(value) == "string"
  end,
  boolean = function(value)
    return type(value) == "boolean"
  end,
  number = function(value)
    return type(value) == "number" or json.is_bignum(value)
  end,
  integer = function(value)
    return json.is_bignum(value) or (type(value) == "number" and value % 1 == 0)
  end,
  array = json.is_array,
  object = json.is_object,
}

local function fits(value, target)
  for _, name in ipairs(type(target) == "string" and { target } or target) do
    if not FITS[name] or FITS[name](value) then
      return true
    end
  end
  return false
end

local NAMES = { str = "string", int = "integer", float = "number", bool = "boolean" }
NAMES.NoneType, NAMES.list = "null", "array"

--- The type of a value as warnings name it; of objects the types of their members.
local function structure(value, depth)
  if not json.is_object(value) then
    return NAMES[values.kind(value)] or "object"
  elseif depth >= MAX_DEPTH then
    return "object"
  end
  local shape = json.new_object()
  for key, member in pairs(value) do
    shape[key] = structure(member, depth + 1)
  end
  return shape
end

--- A walk through one record; `warn` is called with a text for each value that does not fit.
local walk = {}
walk.__index = walk

function walk:check(value, schema, path)
  local target = schema.type
  local has_type = type(target) == "string" or json.is_array(target)
  if has_type and self.warn and not fits(value, target) then
    self.warn(
      ("Failed to transform value from type '%s' to type '%s' at path: '%s'"):format(
        values.str(structure(value, 0)),
        values.str(target),
        path
      )
    )
  end
end

function walk:member(container, key, schema, path)
  local inner = referenced(self.root, schema)
  if json.is_object(inner) then
    container[key] = cast(container[key], schema)
    self:check(container[key], inner, path)
    self:descend(container[key], inner, path)
  end
end

function walk:descend(value, schema, path)
  local prefix = path == "" and "" or path .. "."
  if json.is_object(schema.properties) and json.is_object(value) then
    for key, inner in pairs(schema.properties) do
      if value[key] ~= nil then
        self:member(value, key, inner, prefix .. key)
      end
    end
  end
  if json.is_object(schema.items) and json.is_array(value) then
    for index in ipairs(value) do
      self:member(value, index, schema.items, prefix .. (index - 1))
    end
  end
end

--- @param build table whose schema() gives the schema of the stream
function normalization.new(build)
  local messages = build.run and build.run.messages
  return setmetatable({
    schema = build.schema,
    warn = messages and function(text)
      messages:log("WARN", text)
    end,
  }, normalization)
end

--- Casts in place. @return table record
function normalization:apply(record)
  local schema = self.schema and self.schema()
  if json.is_object(schema) then
    setmetatable({ root = schema, warn = self.warn }, walk):descend(record, schema, "")
  end
  return record
end

return normalization
