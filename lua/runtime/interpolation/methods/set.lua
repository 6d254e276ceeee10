--- Methods of set.
local call = require("runtime.interpolation.call")
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local operators = require("runtime.interpolation.operators")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local methods = {}
local None = values.None

local function add(name, signature, run)
  methods[name] = call.method(name, signature, run)
end

local function has(set, item)
  return dicts.get(set.inner, item) ~= nil
end

add("add", "/ item", function(set, item)
  dicts.set(set.inner, item, true)
  return None
end)

add("discard", "/ item", function(set, item)
  dicts.remove(set.inner, item)
  return None
end)

add("remove", "/ item", function(set, item)
  if dicts.remove(set.inner, item) == nil then
    errors.raise("KeyError", "%s", values.repr(item))
  end
  return None
end)

add("pop", "/", function(set)
  local item = dicts.set_items(set)[1]
  if item == nil then
    errors.raise("KeyError", "'pop from an empty set'")
  end
  dicts.remove(set.inner, item)
  return item
end)

add("clear", "/", function(set)
  set.inner = dicts.new()
  return None
end)

add("copy", "/", function(set)
  return dicts.new_set(dicts.set_items(set))
end)

-- Each takes any number of iterables.
local function union(set, others)
  local items = dicts.set_items(set)
  for _, other in ipairs(others) do
    for _, item in ipairs(sequences.items(other)) do
      items[#items + 1] = item
    end
  end
  return dicts.new_set(items)
end

local function filtered(set, others, keep_common)
  for _, other in ipairs(others) do
    local wanted, kept = dicts.new_set(sequences.items(other)), {}
    for _, item in ipairs(dicts.set_items(set)) do
      if has(wanted, item) == keep_common then
        kept[#kept + 1] = item
      end
    end
    set = dicts.new_set(kept)
  end
  return set
end

local function intersection(set, others)
  return filtered(set, others, true)
end

local function difference(set, others)
  return filtered(set, others, false)
end

add("union", "*", union)
add("intersection", "*", intersection)
add("difference", "*", difference)

for name, make in pairs({ update = union, intersection_update = intersection,
  difference_update = difference }) do
  add(name, "*", function(set, others)
    set.inner = make(set, others).inner
    return None
  end)
end

add("symmetric_difference", "/ other", function(set, other)
  local second = dicts.new_set(sequences.items(other))
  return union(difference(set, { second }), { difference(second, { set }) })
end)

add("issubset", "/ other", function(set, other)
  return operators.lteq(set, dicts.new_set(sequences.items(other)))
end)

add("issuperset", "/ other", function(set, other)
  return operators.gteq(set, dicts.new_set(sequences.items(other)))
end)

add("isdisjoint", "/ other", function(set, other)
  return intersection(set, { other }).inner.count == 0
end)

return { methods = methods }
