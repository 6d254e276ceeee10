--- What has items: iteration, length, membership, item and slice access.
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local sizes = require("runtime.interpolation.sizes")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local sequences = {}
local kind = values.kind

local function copied(list)
  limits.charge(#list)
  return table.move(list, 1, #list, 1, {})
end

local function keys(dict)
  local list = dicts.pairs(dict)
  for index, pair in ipairs(list) do
    list[index] = pair[1]
  end
  return list
end

-- The rest of a generator; it is used up afterwards.
local function drained(generator)
  if generator.fill then
    generator.items, generator.fill = generator.fill(), nil
  end
  local rest = table.move(generator.items, generator.position + 1, #generator.items, 1, {})
  generator.position = #generator.items
  return rest
end

local iterators = {
  str = text.chars,
  list = copied,
  tuple = copied,
  dict = keys,
  set = dicts.set_items,
  generator = drained,
  dict_keys = dicts.view_items,
  dict_values = dicts.view_items,
  dict_items = dicts.view_items,
  Undefined = function()
    return {}
  end,
  bytes = function(value)
    limits.bytes(#value.text * 8)
    local list = {}
    for index = 1, #value.text do
      list[index] = value.text:byte(index)
    end
    return list
  end,
}

--- The items of an iterable as a fresh plain list, or nil when it is none.
function sequences.items_or_nil(value)
  local iterate = iterators[kind(value)]
  if iterate then
    return iterate(value)
  end
  local own = type(value) == "table" and getmetatable(value)
  return own and own.python_items and own.python_items(value) or nil
end

--- The same; a TypeError when it is none.
function sequences.items(value)
  local list = sequences.items_or_nil(value)
  if not list then
    errors.type_error("'%s' object is not iterable", kind(value))
  end
  return list
end

--- Whether a value can be iterated over, without doing so.
function sequences.is_iterable(value)
  return iterators[kind(value)] ~= nil
    or type(value) == "table" and (getmetatable(value) or {}).python_items ~= nil
end

--- The next item of a generator, or nil at its end.
function sequences.next(generator)
  if generator.fill then
    generator.items, generator.fill = generator.fill(), nil
  end
  generator.position = generator.position + 1
  return generator.items[generator.position]
end

--- len(), or nil for what has no length.
function sequences.length_or_nil(value)
  local of = kind(value)
  local length = of == "str" and text.length or sizes[of]
  if length then
    return length(value)
  end
  local own = type(value) == "table" and getmetatable(value)
  return own and own.python_length and own.python_length(value) or nil
end

--- len(); a TypeError for what has none.
function sequences.length(value)
  local length = sequences.length_or_nil(value)
  if not length then
    errors.type_error("object of type '%s' has no len()", kind(value))
  end
  return length
end

local function contains_item(list, wanted)
  for _, item in ipairs(list) do
    if values.equal(item, wanted) then
      return true
    end
  end
  return false
end

--- Python's `item in container`.
function sequences.contains(container, item)
  local name = kind(container)
  if name == "str" then
    if type(item) ~= "string" then
      errors.type_error("'in <string>' requires string as left operand, not %s", kind(item))
    end
    return container:find(item, 1, true) ~= nil
  elseif name == "dict" then
    return dicts.get(container, item) ~= nil
  elseif name == "set" then
    return dicts.get(container.inner, item) ~= nil
  elseif name == "bytes" and kind(item) == "bytes" then
    return container.text:find(item.text, 1, true) ~= nil
  elseif name == "list" or name == "tuple" then
    limits.charge(#container)
    return contains_item(container, item)
  end
  local list = sequences.items_or_nil(container)
  if not list then
    errors.type_error("argument of type '%s' is not iterable", name)
  end
  return contains_item(list, item)
end

local function as_index(value)
  if type(value) == "boolean" then
    return value and 1 or 0
  end
  return math.type(value) == "integer" and value or nil
end
sequences.as_index = as_index

--- An argument that must be a whole number of machine size; `default` when it is absent.
function sequences.integer(value, default)
  if value == nil then
    return default
  end
  local index = as_index(value)
  if index then
    return index
  elseif kind(value) == "int" then
    errors.raise("OverflowError", "Python int too large to convert to C ssize_t")
  end
  return errors.type_error("'%s' object cannot be interpreted as an integer", kind(value))
end

-- A bound of a slice: from the end when negative, clamped.
local function bound(value, length, low, high)
  if value < 0 then
    value = value + length
  end
  return math.max(low, math.min(high, value))
end

--- First, last (from 1, in steps) of slice[start:stop:step]; nil parts are absent.
function sequences.slice_range(length, start, stop, step)
  step = step or 1
  if step == 0 then
    errors.value_error("slice step cannot be zero")
  elseif step > 0 then
    return (start and bound(start, length, 0, length) or 0) + 1,
      stop and bound(stop, length, 0, length) or length, step
  end
  local first = start and bound(start, length, -1, length - 1) or length - 1
  local last = stop and bound(stop, length, -1, length - 1) or -1
  return first + 1, last + 2, step
end

local function sliced_list(list, first, last, step)
  limits.charge(#list)
  local part = {}
  for index = first, last, step do
    part[#part + 1] = list[index]
  end
  return part
end

local function sliced_text(value, first, last, step)
  if step == 1 then
    return text.sub(value, first, math.min(last, text.length(value)))
  end
  return table.concat(sliced_list(text.chars(value), first, last, step))
end

local function slice_bound(value)
  if value == nil or value == values.None then
    return nil
  end
  local index = as_index(value)
  if not index and kind(value) == "int" then
    return value.text:find("^-") and math.mininteger // 2 or math.maxinteger // 2
  elseif not index then
    errors.type_error("slice indices must be integers or None")
  end
  return index
end

--- Python's value[start:stop:step]; raises TypeError for what has no slices.
function sequences.slice(value, start, stop, step)
  local name = kind(value)
  start, stop, step = slice_bound(start), slice_bound(stop), slice_bound(step)
  if name ~= "str" and name ~= "list" and name ~= "tuple" and name ~= "bytes" then
    errors.type_error("'%s' object is not subscriptable", name)
  end
  local first, last, by = sequences.slice_range(sequences.length(value), start, stop, step)
  if name == "str" then
    return sliced_text(value, first, last, by)
  elseif name == "bytes" then
    return values.bytes(by == 1 and value.text:sub(first, last)
      or table.concat(sliced_list(text.chars(value.text), first, last, by)))
  end
  local part = sliced_list(value, first, last, by)
  return name == "list" and values.list(part) or values.tuple(part)
end

--- The item at a position (from 0, negative from the end), or nil when there is none.
function sequences.at(value, position)
  local length = sequences.length(value)
  if position < 0 then
    position = position + length
  end
  if position < 0 or position >= length then
    return nil
  elseif type(value) == "string" then
    return text.sub(value, position + 1, position + 1)
  elseif value.text then
    return value.text:byte(position + 1)
  end
  return value[position + 1]
end

return sequences
