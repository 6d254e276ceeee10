--- Keywords that look at one value.
local common = require("runtime.json_schema.common")
local json = require("host.json")

local one, append, equal = common.one, common.append, common.equal
local is_object, matches, repr = common.is_object, common.matches, common.repr

local rules = {}

function rules.type(_, wanted, value)
  local list = type(wanted) == "string" and { wanted } or wanted
  for _, name in ipairs(list) do
    if common.is_type(value, name) then
      return nil
    end
  end
  local names = {}
  for index, name in ipairs(list) do
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
rules.minLength = size_rule(common.is_text, common.length, less, NON_EMPTY, "is too short")
rules.maxLength = size_rule(common.is_text, common.length, more, EMPTY, "is too long")
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


return rules
