--- Schemas that are right beyond doubt: made of the few keywords that most are made of. To ask the
--- schema of schemas takes a tenth of a `lint`.
local json = require("host.json")

local is_plain

local TYPES = {
  array = true,
  boolean = true,
  integer = true,
  null = true,
  number = true,
  object = true,
  string = true,
}

local function is_text(value)
  return type(value) == "string"
end

local function is_number(value)
  return type(value) == "number"
end

local function is_any()
  return true
end

--- A list of different texts for which `fits` holds.
local function is_set(list, fits)
  if not json.is_array(list) then
    return false
  end
  local seen = {}
  for _, value in ipairs(list) do
    if not is_text(value) or seen[value] or not fits(value) then
      return false
    end
    seen[value] = true
  end
  return true
end

local function is_type(name)
  return TYPES[name] ~= nil
end

local function is_type_or_types(value)
  if is_text(value) then
    return is_type(value)
  end
  return is_set(value, is_type) and #value > 0
end

local function all_plain(schemas)
  for _, schema in pairs(schemas) do
    if not is_plain(schema) then
      return false
    end
  end
  return true
end

local function are_schemas(list)
  return json.is_array(list) and #list > 0 and all_plain(list)
end

local function are_named_schemas(object)
  return json.is_object(object) and all_plain(object)
end

local RULES = {
  ["$schema"] = is_text,
  additionalProperties = function(value)
    return is_plain(value)
  end,
  allOf = are_schemas,
  anyOf = are_schemas,
  const = is_any,
  default = is_any,
  description = is_text,
  enum = json.is_array,
  examples = json.is_array,
  format = is_text,
  items = function(value)
    return is_plain(value)
  end,
  maximum = is_number,
  minimum = is_number,
  oneOf = are_schemas,
  properties = are_named_schemas,
  required = function(value)
    return is_set(value, is_any)
  end,
  title = is_text,
  type = is_type_or_types,
}

--- The other keywords; a name that is none means nothing.
local OTHERS = {
  ["$comment"] = true,
  ["$id"] = true,
  ["$ref"] = true,
  additionalItems = true,
  contains = true,
  contentEncoding = true,
  contentMediaType = true,
  definitions = true,
  dependencies = true,
  ["else"] = true,
  exclusiveMaximum = true,
  exclusiveMinimum = true,
  ["if"] = true,
  maxItems = true,
  maxLength = true,
  maxProperties = true,
  minItems = true,
  minLength = true,
  minProperties = true,
  multipleOf = true,
  ["not"] = true,
  pattern = true,
  patternProperties = true,
  propertyNames = true,
  readOnly = true,
  ["then"] = true,
  uniqueItems = true,
}

--- @return boolean false: it may be right all the same
function is_plain(schema)
  if type(schema) == "boolean" then
    return true
  elseif not json.is_object(schema) then
    return false
  end
  for key, value in pairs(schema) do
    local rule = RULES[key]
    if OTHERS[key] or rule and not rule(value) then
      return false
    end
  end
  return true
end

return is_plain
