--- Methods of list.
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local methods = {}
local None = values.None

local function add(name, signature, run)
  methods[name] = call.method(name, signature, run)
end

local position = sequences.integer

add("append", "/ object", function(list, item)
  limits.charge(1)
  list[#list + 1] = item
  return None
end)

add("extend", "/ iterable", function(list, iterable)
  local items = sequences.items(iterable)
  table.move(items, 1, #items, #list + 1, list)
  return None
end)

add("insert", "/ index object", function(list, index, item)
  index = position(index)
  if index < 0 then
    index = math.max(0, index + #list)
  end
  table.insert(list, math.min(index, #list) + 1, item)
  return None
end)

add("pop", "/ index?", function(list, index)
  index = index == nil and -1 or position(index)
  if #list == 0 then
    errors.raise("IndexError", "pop from empty list")
  end
  local place = index < 0 and index + #list or index
  if place < 0 or place >= #list then
    errors.raise("IndexError", "pop index out of range")
  end
  return table.remove(list, place + 1)
end)

--- The position (from 0) of a value at or after a start, or nil.
local function find(list, wanted, start, stop)
  local first, last = sequences.slice_range(#list, sequences.integer(start),
    sequences.integer(stop), 1)
  for index = first, last do
    if values.equal(list[index], wanted) then
      return index - 1
    end
  end
end

add("remove", "/ value", function(list, wanted)
  local found = find(list, wanted)
  if not found then
    errors.value_error("list.remove(x): x not in list")
  end
  table.remove(list, found + 1)
  return None
end)

local function index_of(list, wanted, start, stop)
  local found = find(list, wanted, start, stop)
  if not found then
    errors.value_error("%s is not in list", values.repr(wanted))
  end
  return found
end
add("index", "/ value start? stop?", index_of)

local function count(list, wanted)
  local total = 0
  for _, item in ipairs(list) do
    if values.equal(item, wanted) then
      total = total + 1
    end
  end
  return total
end
add("count", "/ value", count)

add("reverse", "/", function(list)
  for index = 1, #list // 2 do
    local other = #list - index + 1
    list[index], list[other] = list[other], list[index]
  end
  return None
end)

add("sort", "key? reverse?", function(list, key, reverse)
  local by = function(item)
    return item
  end
  if key ~= nil and key ~= None then
    by = function(item)
      return call.call(key, { item })
    end
  end
  require("runtime.interpolation.order").sort(list, by, sequences.integer(reverse, 0) ~= 0)
  return None
end)

add("clear", "/", function(list)
  for index = #list, 1, -1 do
    list[index] = nil
  end
  return None
end)

add("copy", "/", function(list)
  return values.list(sequences.items(list))
end)

return { methods = methods, index_of = index_of, count = count }
