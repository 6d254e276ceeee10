--- Methods of dict.
local call = require("runtime.interpolation.call")
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local methods = {}

local function add(name, signature, run)
  methods[name] = call.method(name, signature, run)
end

add("get", "/ key default?", function(dict, key, default)
  local found = dicts.get(dict, key)
  if found == nil then
    return default == nil and values.None or default
  end
  return found
end)

for _, what in ipairs({ "keys", "values", "items" }) do
  add(what, "/", function(dict)
    return dicts.view(dict, what)
  end)
end

add("copy", "/", dicts.copy)

add("clear", "/", function(dict)
  for _, pair in ipairs(dicts.pairs(dict)) do
    dicts.remove(dict, pair[1])
  end
  return values.None
end)

add("setdefault", "/ key default?", function(dict, key, default)
  local found = dicts.get(dict, key)
  if found == nil then
    found = default == nil and values.None or default
    dicts.set(dict, key, found)
  end
  return found
end)

add("pop", "/ key default?", function(dict, key, default)
  local found = dicts.remove(dict, key)
  if found == nil then
    if default == nil then
      errors.raise("KeyError", "%s", values.repr(key))
    end
    return default
  end
  return found
end)

add("popitem", "/", function(dict)
  local list = dicts.pairs(dict)
  local last = list[#list]
  if not last then
    errors.raise("KeyError", "'popitem(): dictionary is empty'")
  end
  dicts.remove(dict, last[1])
  return values.tuple({ last[1], last[2] })
end)

-- The two items of the element at a place of what dict() takes.
local function pair_of(item, place)
  local pair = sequences.items_or_nil(item)
  if not pair then
    errors.type_error("cannot convert dictionary update sequence element #%d to a sequence", place)
  elseif #pair ~= 2 then
    errors.value_error("dictionary update sequence element #%d has length %d; 2 is required",
      place, #pair)
  end
  return pair
end

--- The pairs that dict(value) takes: those of a dict, or of an iterable of pairs.
local function pairs_of(value)
  if values.kind(values.defined(value)) == "dict" then
    return dicts.pairs(value)
  end
  local list = sequences.items(value)
  for index, item in ipairs(list) do
    list[index] = pair_of(item, index - 1)
  end
  return list
end

local function update(dict, args, kwargs)
  if #args > 1 then
    errors.type_error("update expected at most 1 argument, got %d", #args)
  end
  if args[1] ~= nil then
    for _, pair in ipairs(pairs_of(args[1])) do
      dicts.set(dict, pair[1], pair[2])
    end
  end
  for _, name in ipairs(kwargs and kwargs[0] or {}) do
    dicts.set(dict, name, kwargs[name])
  end
  return values.None
end

add("update", "*", update)

add("fromkeys", "/ keys value?", function(_, keys, value)
  local dict = dicts.new()
  for _, key in ipairs(sequences.items(keys)) do
    dicts.set(dict, key, value == nil and values.None or value)
  end
  return dict
end)

return { methods = methods, pairs_of = pairs_of, update = update }
