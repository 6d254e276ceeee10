--- The keywords of JSON schema: each rule(validator, argument, value, schema) gives a list of errors.
local json = require("host.json")
local values = require("runtime.interpolation.values")

local keywords = {}

local repr = values.repr

local function is_object(value)
  return json.is_object(value)
end

local function is_number(value)
  return type(value) == "number" or getmetatable(value) == json.bignum
end

local TYPES = {
  array = json.is_array,
  object = is_object,
  string = function(value)
    return type(value) == "string"
  end,
  boolean = function(value)
    return type(value) == "boolean"
  end,
  null = function(value)
    return value == json.null
  end,
  number = is_number,
  integer = function(value)
    if math.type(value) == "float" then
      return value % 1 == 0
    end
    return is_number(value)
  end,
}

function keywords.is_type(value, name)
  local test = TYPES[name]
  return test ~= nil and test(value)
end

local function one(message, ...)
  return { { message = select("#", ...) > 0 and message:format(...) or message, path = {} } }
end

local function append(list, more)
  table.move(more, 1, #more, #list + 1, list)
  return list
end

--- Python's ==: 1 and 1.0 are equal, true and 1 are not here (jsonschema unbools).
local function equal(a, b)
  if type(a) == "number" and type(b) == "number" then
    return a == b
  end
  return json.equal(a, b)
end

local function matches(pattern, text)
  local compiled = require("host.regex").compile(pattern)
  return compiled == nil or compiled:search(text) ~= nil
end

local function length(text)
  return utf8.len(text) or #text
end

local rules = {}

function rules.type(_, wanted, value)
  local list = type(wanted) == "string" and { wanted } or wanted
  local names = {}
  for index, name in ipairs(list) do
    if keywords.is_type(value, name) then
      return nil
    end
    names[index] = repr(name)
  end
  return one("%s is not of type %s", repr(value), table.concat(names, ", "))
end

function rules.required(_, names, value)
  local found = {}
  for _, name in ipairs(is_object(value) and names or {}) do
    if value[name] == nil then
      append(found, one("%s is a required property", repr(name)))
    end
  end
  return found
end

function rules.properties(validator, properties, value)
  local found = {}
  for name, schema in pairs(is_object(value) and properties or {}) do
    if value[name] ~= nil then
      append(found, validator:descend(value[name], schema, name))
    end
  end
  return found
end

function rules.patternProperties(validator, patterns, value)
  local found = {}
  for pattern, schema in pairs(is_object(value) and patterns or {}) do
    for name, member in pairs(value) do
      if matches(pattern, name) then
        append(found, validator:descend(member, schema, name))
      end
    end
  end
  return found
end

function rules.propertyNames(validator, schema, value)
  local found = {}
  for name in pairs(is_object(value) and value or {}) do
    append(found, validator:descend(name, schema))
  end
  return found
end

local function is_additional(name, schema)
  if schema.properties and schema.properties[name] ~= nil then
    return false
  end
  for pattern in pairs(schema.patternProperties or {}) do
    if matches(pattern, name) then
      return false
    end
  end
  return true
end

local function reprs(list)
  local texts = {}
  for index, value in ipairs(list) do
    texts[index] = repr(value)
  end
  return table.concat(texts, ", ")
end

local function unexpected(extras, schema)
  table.sort(extras)
  if schema.patternProperties ~= nil then
    local patterns = json.keys(schema.patternProperties)
    table.sort(patterns)
    return one(
      "%s %s not match any of the regexes: %s",
      reprs(extras),
      #extras == 1 and "does" or "do",
      reprs(patterns)
    )
  end
  return one(
    "Additional properties are not allowed (%s %s unexpected)",
    reprs(extras),
    #extras == 1 and "was" or "were"
  )
end

function rules.additionalProperties(validator, allowed, value, schema)
  if not is_object(value) then
    return nil
  end
  local found, extras = {}, {}
  for name, member in pairs(value) do
    if is_additional(name, schema) then
      extras[#extras + 1] = name
      if is_object(allowed) then
        append(found, validator:descend(member, allowed, name))
      end
    end
  end
  if allowed == false and #extras > 0 then
    return unexpected(extras, schema)
  end
  return found
end

local function each_item(validator, value, from, schema)
  local found = {}
  for index = from, #value do
    append(found, validator:descend(value[index], schema, index - 1))
  end
  return found
end

local function tuple_items(validator, schemas, value)
  local found = {}
  for index, schema in ipairs(schemas) do
    if value[index] ~= nil then
      append(found, validator:descend(value[index], schema, index - 1))
    end
  end
  return found
end

local function latest_items(validator, items, value, schema)
  if not json.is_array(value) then
    return nil
  end
  local prefix = #(schema.prefixItems or {})
  if items == false and #value > prefix then
    local extra = #value - prefix
    local rest = json.new_array(table.move(value, prefix + 1, #value, 1, {}))
    return one(
      "Expected at most %d %s but found %d extra: %s",
      prefix,
      prefix ~= 1 and "items" or "item",
      extra,
      repr(extra ~= 1 and rest or rest[1])
    )
  end
  return each_item(validator, value, prefix + 1, items)
end

local function draft7_items(validator, items, value)
  if not json.is_array(value) then
    return nil
  elseif json.is_array(items) then
    return tuple_items(validator, items, value)
  end
  return each_item(validator, value, 1, items)
end

function rules.prefixItems(validator, schemas, value)
  return json.is_array(value) and tuple_items(validator, schemas, value) or nil
end

local function additional_items(validator, allowed, value, schema)
  if not json.is_array(value) or not json.is_array(schema.items) then
    return nil
  end
  local known = #schema.items
  if is_object(allowed) then
    return each_item(validator, value, known + 1, allowed)
  elseif allowed == false and #value > known then
    local rest = table.move(value, known + 1, #value, 1, {})
    return one(
      "Additional items are not allowed (%s %s unexpected)",
      reprs(rest),
      #rest == 1 and "was" or "were"
    )
  end
end

function rules.const(_, wanted, value)
  return not equal(wanted, value) and one("%s was expected", repr(wanted)) or nil
end

function rules.enum(_, list, value)
  for _, wanted in ipairs(list) do
    if equal(wanted, value) then
      return nil
    end
  end
  return one("%s is not one of %s", repr(value), repr(list))
end

function rules.contains(validator, schema, value, parent)
  if not json.is_array(value) then
    return nil
  end
  local count, least, most = 0, parent.minContains or 1, parent.maxContains or #value
  for _, element in ipairs(value) do
    count = count + (#validator:check(element, schema) == 0 and 1 or 0)
  end
  if count > most then
    return one("Too many items match the given schema (expected at most %d)", most)
  elseif count == 0 and least > 0 then
    return one("%s does not contain items matching the given schema", repr(value))
  elseif count < least then
    return one(
      "Too few items match the given schema (expected at least %d but only %d matched)",
      least,
      count
    )
  end
end

local function bound(test, text)
  return function(_, limit, value)
    if type(value) == "number" and test(value, limit) then
      return one(text, repr(value), repr(limit))
    end
  end
end

rules.minimum = bound(function(value, limit)
  return value < limit
end, "%s is less than the minimum of %s")
rules.maximum = bound(function(value, limit)
  return value > limit
end, "%s is greater than the maximum of %s")
rules.exclusiveMinimum = bound(function(value, limit)
  return value <= limit
end, "%s is less than or equal to the minimum of %s")
rules.exclusiveMaximum = bound(function(value, limit)
  return value >= limit
end, "%s is greater than or equal to the maximum of %s")
rules.multipleOf = bound(function(value, divisor)
  return math.type(divisor) == "float" and (value / divisor) % 1 ~= 0 or value % divisor ~= 0
end, "%s is not a multiple of %s")

local function size_rule(is_kind, size, is_wrong, special, general)
  return function(_, limit, value)
    if is_kind(value) and is_wrong(size(value), limit) then
      return one("%s %s", repr(value), limit == special.limit and special.text or general)
    end
  end
end

local function less(size, limit)
  return size < limit
end

local function more(size, limit)
  return size > limit
end

local NON_EMPTY = { limit = 1, text = "should be non-empty" }
local EMPTY = { limit = 0, text = "is expected to be empty" }

local function count(list)
  return #list
end

rules.minItems = size_rule(json.is_array, count, less, NON_EMPTY, "is too short")
rules.maxItems = size_rule(json.is_array, count, more, EMPTY, "is too long")
rules.minLength = size_rule(TYPES.string, length, less, NON_EMPTY, "is too short")
rules.maxLength = size_rule(TYPES.string, length, more, EMPTY, "is too long")
rules.minProperties =
  size_rule(is_object, json.size, less, NON_EMPTY, "does not have enough properties")
rules.maxProperties = size_rule(is_object, json.size, more, EMPTY, "has too many properties")

function rules.uniqueItems(_, wanted, value)
  for index = 1, wanted == true and json.is_array(value) and #value or 0 do
    for other = index + 1, #value do
      if equal(value[index], value[other]) then
        return one("%s has non-unique elements", repr(value))
      end
    end
  end
end

function rules.pattern(_, pattern, value)
  if type(value) == "string" and not matches(pattern, value) then
    return one("%s does not match %s", repr(value), repr(pattern))
  end
end

function rules.allOf(validator, schemas, value)
  local found = {}
  for _, schema in ipairs(schemas) do
    append(found, validator:descend(value, schema))
  end
  return found
end

local function none_fits(value, context)
  local list = one("%s is not valid under any of the given schemas", repr(value))
  list[1].context = context
  return list
end

function rules.anyOf(validator, schemas, value)
  local context = {}
  for _, schema in ipairs(schemas) do
    local found = validator:descend(value, schema)
    if #found == 0 then
      return nil
    end
    append(context, found)
  end
  return none_fits(value, context)
end

function rules.oneOf(validator, schemas, value)
  local context, first = {}, nil
  local valid = {}
  for _, schema in ipairs(schemas) do
    local found = validator:descend(value, schema)
    if #found > 0 then
      append(context, found)
    elseif first == nil then
      first = schema
    else
      valid[#valid + 1] = schema
    end
  end
  if first == nil then
    return none_fits(value, context)
  elseif #valid > 0 then
    valid[#valid + 1] = first
    return one("%s is valid under each of %s", repr(value), reprs(valid))
  end
end

rules["not"] = function(validator, schema, value)
  if #validator:check(value, schema) == 0 then
    return one("%s should not be valid under %s", repr(value), repr(schema))
  end
end

rules["if"] = function(validator, schema, value, parent)
  local branch = #validator:check(value, schema) == 0 and "then" or "else"
  if parent[branch] ~= nil then
    return validator:descend(value, parent[branch])
  end
end

rules["$ref"] = function(validator, reference, value)
  return validator:check(value, validator:resolve(reference))
end

local function dependency(value, name, needed)
  local found = {}
  for _, other in ipairs(needed) do
    if value[other] == nil then
      append(found, one("%s is a dependency of %s", repr(other), repr(name)))
    end
  end
  return found
end

local function dependencies(validator, map, value)
  local found = {}
  for name, needed in pairs(is_object(value) and map or {}) do
    if value[name] ~= nil then
      local more_found = json.is_array(needed) and dependency(value, name, needed)
        or validator:descend(value, needed)
      append(found, more_found)
    end
  end
  return found
end

local function copy_with(changes)
  local set = {}
  for name, rule in pairs(rules) do
    set[name] = rule
  end
  for name, rule in pairs(changes) do
    set[name] = rule
  end
  return set
end

keywords.draft7 = copy_with({
  items = draft7_items,
  additionalItems = additional_items,
  dependencies = dependencies,
})
keywords.draft7.prefixItems = nil

keywords.latest = copy_with({
  items = latest_items,
  dependentRequired = dependencies,
  dependentSchemas = dependencies,
})

return keywords
