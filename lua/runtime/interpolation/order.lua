--- Python's < between values.
local errors = require("runtime.interpolation.errors")
local numbers = require("runtime.interpolation.numbers")
local values = require("runtime.interpolation.values")

local order = {}

local function sequences(a, b, symbol)
  for index = 1, math.min(#a, #b) do
    if not values.equal(a[index], b[index]) then
      return order.compare(a[index], b[index], symbol)
    end
  end
  return #a < #b and -1 or #a > #b and 1 or 0
end

local function texts(a, b)
  return a < b and -1 or a > b and 1 or 0
end

local comparers = {
  str = texts,
  list = sequences,
  tuple = sequences,
  bytes = function(a, b)
    return texts(a.text, b.text)
  end,
}

--- Adds the order of a further kind: compare(a, b) -> -1, 0, 1.
function order.register(name, compare)
  comparers[name] = compare
end

--- -1, 0 or 1; nil when neither (NaN). Raises TypeError for what has no order.
--- @param symbol string|nil the operator, for the message
function order.compare(a, b, symbol)
  local x, y = numbers.of(a), numbers.of(b)
  if x and y then
    return numbers.compare(x, y)
  end
  local kind = values.kind(values.defined(a))
  local compare = comparers[kind]
  if compare and kind == values.kind(values.defined(b)) then
    return compare(a, b, symbol)
  end
  values.defined(b)
  return errors.type_error("'%s' not supported between instances of '%s' and '%s'",
    symbol or "<", kind, values.kind(b))
end

--- Sorts a plain list in place, stably. `key(item)` gives what is compared.
function order.sort(list, key, reverse)
  local keyed = {}
  for index, item in ipairs(list) do
    keyed[index] = { key(item), item }
  end
  local sorted = require("runtime.interpolation.merge_sort")(keyed, function(a, b)
    local result = order.compare(a[1], b[1])
    if reverse then
      return result == 1
    end
    return result == -1
  end)
  for index, pair in ipairs(sorted) do
    list[index] = pair[2]
  end
  return list
end

return order
