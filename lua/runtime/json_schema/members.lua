--- Keywords that lead into the members of objects and arrays.
local common = require("runtime.json_schema.common")
local json = require("host.json")

local one, append, reprs = common.one, common.append, common.reprs
local is_object, matches, repr = common.is_object, common.matches, common.repr

local rules = {}

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

-- Keywords of which the drafts have different readings.
rules.latest_items = latest_items
rules.draft7_items = draft7_items
rules.additional_items = additional_items

return rules
