--- Filters that order and group.
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local getters = require("runtime.interpolation.getters")
local order = require("runtime.interpolation.order")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local function flag(value)
  return value ~= nil and values.truthy(value)
end

-- `reverse` must be a number, as Python's sorted() has it.
local function reversed(value)
  return sequences.integer(value, 0) ~= 0
end

local function folding(case_sensitive)
  return not flag(case_sensitive) and getters.ignore_case or nil
end

local function sort(value, reverse, case_sensitive, attribute)
  local items = sequences.items(value)
  return values.list(order.sort(items, getters.attributes(attribute, folding(case_sensitive)),
    reversed(reverse)))
end

local function dictsort(value, case_sensitive, by, reverse)
  by = by == nil and "key" or by
  if by ~= "key" and by ~= "value" then
    errors.raise("FilterArgumentError", 'You can only sort by either "key" or "value"')
  elseif values.kind(values.defined(value)) ~= "dict" then
    errors.raise("AttributeError", "'%s' object has no attribute 'items'", values.kind(value))
  end
  local place, fold = by == "key" and 1 or 2, folding(case_sensitive)
  local items = dicts.view_items(dicts.view(value, "items"))
  return values.list(order.sort(items, function(pair)
    return fold and fold(pair[place]) or pair[place]
  end, reversed(reverse)))
end

local function unique(value, case_sensitive, attribute)
  local get = getters.attribute(attribute, folding(case_sensitive))
  return values.generator(function()
    local seen, kept = dicts.new(), {}
    for _, item in ipairs(sequences.items(value)) do
      local key = get(item)
      if dicts.get(seen, key) == nil then
        dicts.set(seen, key, true)
        kept[#kept + 1] = item
      end
    end
    return kept
  end, "sync_do_unique")
end

local function extreme(wanted)
  return function(value, case_sensitive, attribute)
    local items = sequences.items(value)
    if #items == 0 then
      return values.undefined({ hint = "No aggregated item, sequence was empty." })
    end
    local get = getters.attribute(attribute, folding(case_sensitive))
    local best, best_key = items[1], get(items[1])
    for index = 2, #items do
      local key = get(items[index])
      if values.compare(key, best_key, wanted == 1 and ">" or "<") == wanted then
        best, best_key = items[index], key
      end
    end
    return best
  end
end

-- Neighbours of a sorted list with equal keys.
local function grouped(items, key)
  local groups = {}
  for _, item in ipairs(items) do
    local value = key(item)
    local group = groups[#groups]
    if group and values.equal(group.key, value) then
      table.insert(group.items, item)
    else
      groups[#groups + 1] = { key = value, items = { item } }
    end
  end
  return groups
end

local group_type = values.new_type("_GroupTuple")

function group_type.attribute(group, name)
  if name == "grouper" then
    return group[1]
  elseif name == "list" then
    return group[2]
  end
end

function group_type.python_items(group)
  return { group[1], group[2] }
end

function group_type.python_item(group, key)
  return math.type(key) == "integer" and group[key >= 0 and key + 1 or key + 3] or nil
end

function group_type.python_length()
  return 2
end

function group_type.python_repr(group)
  return values.repr(values.tuple({ group[1], group[2] }))
end

local function groupby(value, attribute, default, case_sensitive)
  local fold = folding(case_sensitive)
  local key, shown = getters.attribute(attribute, fold, default),
    getters.attribute(attribute, nil, default)
  local result = {}
  for index, group in ipairs(grouped(order.sort(sequences.items(value), key), key)) do
    local grouper = fold and shown(group.items[1]) or group.key
    result[index] = setmetatable({ grouper, values.list(group.items) }, group_type)
  end
  return values.list(result)
end

return {
  { "sort", "reverse? case_sensitive? attribute?", "The items in order.", sort },
  { "dictsort", "case_sensitive? by? reverse?", "The pairs of a dict in order.", dictsort },
  { "unique", "case_sensitive? attribute?", "Each item once.", unique },
  { "min", "case_sensitive? attribute?", "The least item.", extreme(-1) },
  { "max", "case_sensitive? attribute?", "The greatest item.", extreme(1) },
  { "groupby", "attribute default? case_sensitive?", "Groups of items with equal attribute.",
    groupby },
}
