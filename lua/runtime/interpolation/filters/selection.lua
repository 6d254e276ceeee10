--- Filters that choose items or change each: map, select and their kin.
local errors = require("runtime.interpolation.errors")
local getters = require("runtime.interpolation.getters")
local sequences = require("runtime.interpolation.sequences")
local tests = require("util.later")("runtime.interpolation.tests")
local values = require("runtime.interpolation.values")

local function rest(list, from)
  return table.move(list, from, #list, 1, {})
end

-- What map applies to each item.
local function mapper(args, kwargs)
  if #args == 0 and kwargs and kwargs.attribute ~= nil then
    for _, name in ipairs(kwargs[0]) do
      if name ~= "attribute" and name ~= "default" then
        errors.raise("FilterArgumentError", "Unexpected keyword argument '%s'", name)
      end
    end
    return getters.attribute(kwargs.attribute, nil, kwargs.default)
  elseif #args == 0 then
    errors.raise("FilterArgumentError", "map requires a filter argument")
  end
  local more = rest(args, 2)
  return function(item)
    return require("runtime.interpolation.filters").apply(args[1], item, more, kwargs)
  end
end

local function map(value, args, kwargs)
  return values.generator(function()
    if not values.truthy(value) then
      return {}
    end
    local apply, items = mapper(args, kwargs), sequences.items(value)
    for index, item in ipairs(items) do
      items[index] = apply(item)
    end
    return items
  end, "sync_do_map")
end

-- The condition of select and its kin on an item.
local function condition(args, kwargs, by_attribute)
  local from, get = 1, nil
  if by_attribute then
    if args[1] == nil then
      errors.raise("FilterArgumentError", "Missing parameter for attribute name")
    end
    get, from = getters.attribute(args[1]), 2
  end
  local name, more = args[from], rest(args, from + 1)
  return function(item)
    local value = item
    if get then
      value = get(item)
    end
    if name == nil then
      return values.truthy(value)
    end
    return values.truthy(tests.apply(name, value, more, kwargs))
  end
end

local function chooser(wanted, by_attribute)
  return function(value, args, kwargs)
    return values.generator(function()
      local kept = {}
      if values.truthy(value) then
        local holds = condition(args, kwargs, by_attribute)
        for _, item in ipairs(sequences.items(value)) do
          if holds(item) == wanted then
            kept[#kept + 1] = item
          end
        end
      end
      return kept
    end, "select_or_reject")
  end
end

return {
  { "map", "*", "A filter (or attribute=) applied to each item.", map },
  { "select", "*", "The items that pass a test.", chooser(true, false) },
  { "reject", "*", "The items that do not pass a test.", chooser(false, false) },
  { "selectattr", "*", "The items whose attribute passes a test.",
    chooser(true, true) },
  { "rejectattr", "*", "The items whose attribute does not pass a test.",
    chooser(false, true) },
}
