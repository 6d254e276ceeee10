--- Dicts: JSON objects of the context, and the dicts that templates make, with any hashable key.
local errors = require("runtime.interpolation.errors")
local json = require("host.json")
local limits = require("runtime.interpolation.limits")
local values = require("runtime.interpolation.values")

local dicts = {}
local dict_type = values.dict_type

--- An empty dict; keys stay in the order in which they were added.
function dicts.new()
  return setmetatable({ slots = {}, order = {}, count = 0 }, dict_type)
end

local function own(dict)
  return getmetatable(dict) == dict_type
end

--- @return any|nil the value of a key
function dicts.get(dict, key)
  if own(dict) then
    local slot = dict.slots[values.key(key)]
    return slot and slot[2]
  end
  if type(key) ~= "string" then
    values.key(key)
    return nil
  end
  return dict[key]
end

local function set_own(dict, key, value)
  local hash = values.key(key)
  local slot = dict.slots[hash]
  if slot then
    slot[2] = value
    return
  end
  slot = { key, value }
  dict.slots[hash] = slot
  dict.order[#dict.order + 1] = slot
  dict.count = dict.count + 1
end

function dicts.set(dict, key, value)
  limits.charge(1)
  if own(dict) then
    set_own(dict, key, value)
  elseif type(key) == "string" then
    dict[key] = value
  else
    errors.type_error("keys of this dict are str, not %s", values.kind(key))
  end
end

--- Removes a key; its value, or nil when it was not there.
function dicts.remove(dict, key)
  local found = dicts.get(dict, key)
  if found == nil then
    return nil
  end
  if not own(dict) then
    json.remove(dict, key)
    return found
  end
  local hash = values.key(key)
  local slot = dict.slots[hash]
  for index, other in ipairs(dict.order) do
    if other == slot then
      table.remove(dict.order, index)
      break
    end
  end
  dict.slots[hash] = nil
  dict.count = dict.count - 1
  return found
end

local function sorted_pairs(dict)
  local list = {}
  for key, value in pairs(dict) do
    if type(key) == "string" then
      list[#list + 1] = { key, value }
    end
  end
  if getmetatable(dict) == nil then
    table.sort(list, function(a, b)
      return a[1] < b[1]
    end)
  end
  return list
end

--- The pairs { key, value } in order, as a fresh plain list.
function dicts.pairs(dict)
  local list
  if own(dict) then
    list = table.move(dict.order, 1, #dict.order, 1, {})
  else
    list = sorted_pairs(dict)
  end
  limits.charge(#list)
  return list
end

function dicts.size(dict)
  if own(dict) then
    return dict.count
  end
  return #dicts.pairs(dict)
end

--- A dict of its own with the same pairs.
function dicts.copy(dict)
  local copy = dicts.new()
  for _, pair in ipairs(dicts.pairs(dict)) do
    set_own(copy, pair[1], pair[2])
  end
  return copy
end

--- A dict from a plain list of { key, value }.
function dicts.from_pairs(list)
  local dict = dicts.new()
  for _, pair in ipairs(list) do
    set_own(dict, pair[1], pair[2])
  end
  return dict
end

-- Sets: a dict whose values do not matter.

--- A set from a plain list of items.
function dicts.new_set(items)
  local set = setmetatable({ inner = dicts.new() }, values.set_type)
  for _, item in ipairs(items) do
    set_own(set.inner, item, true)
  end
  return set
end

--- The items of a set, as a fresh plain list.
function dicts.set_items(set)
  local items = {}
  for index, slot in ipairs(set.inner.order) do
    items[index] = slot[1]
  end
  return items
end

-- Views: dict.keys(), dict.values(), dict.items() follow the dict.
dicts.view_types = {
  keys = values.new_type("dict_keys"),
  values = values.new_type("dict_values"),
  items = values.new_type("dict_items"),
}

function dicts.view(dict, what)
  return setmetatable({ dict = dict, what = what }, dicts.view_types[what])
end

local takers = {
  keys = function(pair)
    return pair[1]
  end,
  values = function(pair)
    return pair[2]
  end,
  items = function(pair)
    return values.tuple({ pair[1], pair[2] })
  end,
}

--- The items of a view, as a fresh plain list.
function dicts.view_items(view)
  local list, take = dicts.pairs(view.dict), takers[view.what]
  for index, pair in ipairs(list) do
    list[index] = take(pair)
  end
  return list
end

return dicts
