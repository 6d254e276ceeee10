--- Filters on lists and other sequences.
local access = require("runtime.interpolation.access")
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local operators = require("runtime.interpolation.operators")
local selection = require("runtime.interpolation.getters")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local function empty(hint)
  return values.undefined({ hint = hint })
end

local function first(value)
  if values.kind(value) == "generator" then
    local item = sequences.next(value)
    return item == nil and empty("No first item, sequence was empty.") or item
  end
  local item = sequences.items(value)[1]
  if item == nil then
    return empty("No first item, sequence was empty.")
  end
  return item
end

local function last(value)
  local kind = values.kind(value)
  if kind == "generator" or kind == "set" then
    errors.type_error("'%s' object is not reversible", kind)
  end
  local items = sequences.items(value)
  if #items == 0 then
    return empty("No last item, sequence was empty.")
  end
  return items[#items]
end

local function random(value)
  local length = sequences.length(value)
  if length == 0 then
    return empty("No random item, sequence was empty.")
  end
  local index = math.random(0, length - 1)
  if values.kind(value) == "dict" and dicts.get(value, index) == nil then
    errors.raise("KeyError", "%d", index)
  end
  return access.item(value, index)
end

local function join(value, separator, attribute)
  local items = sequences.items(value)
  if attribute ~= nil and attribute ~= values.None then
    local get = selection.attribute(attribute)
    for index, item in ipairs(items) do
      items[index] = get(item)
    end
  end
  local size = 0
  for index, item in ipairs(items) do
    items[index] = values.str(item)
    size = size + #items[index]
  end
  local glue = separator == nil and "" or values.str(separator)
  limits.bytes(size + #items * #glue)
  return table.concat(items, glue)
end

local function reversed(list)
  local result = {}
  for index = #list, 1, -1 do
    result[#result + 1] = list[index]
  end
  return result
end

local function reverse(value)
  local kind = values.kind(value)
  if kind == "str" then
    return table.concat(reversed(sequences.items(value)))
  elseif not sequences.is_iterable(value) then
    errors.raise("FilterArgumentError", "argument must be iterable")
  elseif kind == "set" or kind == "generator" then
    return values.list(reversed(sequences.items(value)))
  end
  return values.generator(function()
    return reversed(sequences.items(value))
  end, "list_reverseiterator")
end

-- A number of lists or items to make.
local function count_of(value)
  local count = sequences.integer(value)
  limits.charge(math.max(0, count))
  return count
end

local function slice(value, slices, fill)
  return values.generator(function()
    local items, count = sequences.items(value), count_of(slices)
    if count == 0 then
      errors.raise("ZeroDivisionError", "integer division or modulo by zero")
    end
    local each, extra = #items // count, #items % count
    local result, from = {}, 1
    for number = 1, count do
      local size = each + (number <= extra and 1 or 0)
      local part = table.move(items, from, from + size - 1, 1, {})
      if fill ~= nil and fill ~= values.None and number > extra then
        part[#part + 1] = fill
      end
      result[number] = values.list(part)
      from = from + size
    end
    return result
  end, "sync_do_slice")
end

local function batch(value, size, fill)
  return values.generator(function()
    local result, part = {}, {}
    for _, item in ipairs(sequences.items(value)) do
      if values.equal(#part, size) then
        result[#result + 1] = values.list(part)
        part = {}
      end
      part[#part + 1] = item
    end
    if #part > 0 then
      if fill ~= nil and fill ~= values.None then
        for _ = #part + 1, count_of(size) do
          part[#part + 1] = fill
        end
      end
      result[#result + 1] = values.list(part)
    end
    return result
  end, "do_batch")
end

local function sum(value, attribute, start)
  local total = start == nil and 0 or start
  if type(total) == "string" then
    errors.type_error("sum() can't sum strings [use ''.join(seq) instead]")
  end
  local get = attribute ~= nil and attribute ~= values.None and selection.attribute(attribute)
  for _, item in ipairs(sequences.items(value)) do
    total = operators.add(total, get and get(item) or item)
  end
  return total
end

local function items(value)
  return values.generator(function()
    if values.is_undefined(value) then
      return {}
    elseif values.kind(value) ~= "dict" then
      errors.type_error("Can only get item pairs from a mapping.")
    end
    return dicts.view_items(dicts.view(value, "items"))
  end, "do_items")
end

local function attr(value, name)
  if type(name) ~= "string" then
    errors.type_error("attribute name must be string, not '%s'", values.kind(name))
  elseif values.kind(value) == "dict" and not access.method(value, name) then
    return values.undefined({ obj = value, name = name })
  end
  return access.attribute(value, name)
end

return {
  { "length", "/", "The number of items.", sequences.length, aliases = { "count" } },
  { "list", "", "The items as a list.", function(value)
    return values.list(sequences.items(value))
  end },
  { "first", "", "The first item.", first },
  { "last", "", "The last item.", last },
  { "random", "", "Some item.", random },
  { "join", "d? attribute?", "The items as one text.", join },
  { "reverse", "", "In the other order.", reverse },
  { "slice", "slices fill_with?", "That many lists of about equal length.", slice },
  { "batch", "linecount fill_with?", "Lists of that length.", batch },
  { "sum", "attribute? start?", "The sum of the items.", sum },
  { "items", "", "The pairs of a dict.", items },
  { "attr", "name", "The attribute, never the item.", attr },
  { "default", "default_value? boolean?", "Another value when it is missing.",
    function(value, default, boolean)
      if values.is_undefined(value)
        or (boolean ~= nil and values.truthy(boolean) and not values.truthy(value)) then
        return default == nil and "" or default
      end
      return value
    end, aliases = { "d" } },
}
