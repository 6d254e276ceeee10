--- Python's operators on any values.
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local numbers = require("runtime.interpolation.numbers")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local operators = {}
local kind = values.kind
local math_type = math.type

-- Operators of further kinds: special[symbol] is a list of functions (a, b, kind of a, kind of b)
-- that return nil when they do not apply.
local special = {}

--- Adds the meaning of an operator for further kinds.
function operators.register(symbol, apply)
  special[symbol] = special[symbol] or {}
  table.insert(special[symbol], apply)
end

local function unsupported(symbol, a, b)
  errors.type_error("unsupported operand type(s) for %s: '%s' and '%s'", symbol, kind(a), kind(b))
end

local function otherwise(symbol, a, b)
  values.defined(a)
  values.defined(b)
  for _, apply in ipairs(special[symbol] or {}) do
    local result = apply(a, b, kind(a), kind(b))
    if result ~= nil then
      return result
    end
  end
  unsupported(symbol, a, b)
end

local function numeric(symbol, apply)
  return function(a, b)
    local x, y = numbers.of(a), numbers.of(b)
    if x and y then
      return apply(x, y)
    end
    return otherwise(symbol, a, b)
  end
end

local function joined(a, b)
  local list = table.move(a, 1, #a, 1, {})
  table.move(b, 1, #b, #a + 1, list)
  limits.charge(#list)
  return list
end

local add_numbers = numeric("+", numbers.add)

function operators.add(a, b)
  if type(a) == "string" and type(b) == "string" then
    limits.bytes(#a + #b)
    return a .. b
  end
  local left = kind(a)
  if left == kind(b) then
    if left == "list" then
      return values.list(joined(a, b))
    elseif left == "tuple" then
      return values.tuple(joined(a, b))
    elseif left == "bytes" then
      return values.bytes(a.text .. b.text)
    end
  end
  return add_numbers(a, b)
end

local function set_difference(a, b)
  local kept = {}
  for _, item in ipairs(dicts.set_items(a)) do
    if dicts.get(b.inner, item) == nil then
      kept[#kept + 1] = item
    end
  end
  return dicts.new_set(kept)
end

local sub_numbers = numeric("-", numbers.sub)

function operators.sub(a, b)
  if math_type(a) ~= "integer" and kind(a) == "set" and kind(b) == "set" then
    return set_difference(a, b)
  end
  return sub_numbers(a, b)
end

local function repeated_list(list, count)
  limits.charge(#list * math.min(count, 1 << 40))
  local result = {}
  for _ = 1, #list == 0 and 0 or count do
    table.move(list, 1, #list, #result + 1, result)
  end
  return result
end

local function repeated(value, count)
  local name = kind(value)
  count = math.max(0, count)
  if name == "str" and value == "" then
    return ""
  elseif name == "str" then
    limits.bytes(#value * math.min(count, 1 << 32))
    return value:rep(count)
  elseif name == "list" then
    return values.list(repeated_list(value, count))
  elseif name == "tuple" then
    return values.tuple(repeated_list(value, count))
  elseif name == "bytes" then
    count = value.text == "" and 0 or count
    limits.bytes(#value.text * math.min(count, 1 << 32))
    return values.bytes(value.text:rep(count))
  end
end

local mul_numbers = numeric("*", numbers.mul)

function operators.mul(a, b)
  if type(a) ~= "number" or type(b) ~= "number" then
    local times, again = sequences.as_index(b), sequences.as_index(a)
    if (kind(b) == "int" and not times and repeated(a, 0))
      or (kind(a) == "int" and not again and repeated(b, 0)) then
      errors.raise("OverflowError", "cannot fit 'int' into an index-sized integer")
    end
    local result = times and repeated(a, times) or again and repeated(b, again)
    if result then
      return result
    end
  end
  return mul_numbers(a, b)
end

operators.div = numeric("/", numbers.div)
operators.floordiv = numeric("//", numbers.floordiv)
operators.pow = numeric("** or pow()", numbers.pow)

local mod_numbers = numeric("%", numbers.mod)

function operators.mod(a, b)
  if type(a) == "string" then
    return require("runtime.interpolation.percent").format(a, b)
  end
  return mod_numbers(a, b)
end

function operators.negate(value)
  local number = numbers.of(value)
  if number then
    return numbers.negate(number)
  end
  values.defined(value)
  for _, apply in ipairs(special["unary -"] or {}) do
    local result = apply(value, kind(value))
    if result ~= nil then
      return result
    end
  end
  errors.type_error("bad operand type for unary -: '%s'", kind(value))
end

function operators.positive(value)
  local number = numbers.of(value)
  if not number then
    values.defined(value)
    if kind(value) == "timedelta" then
      return value
    end
    errors.type_error("bad operand type for unary +: '%s'", kind(value))
  end
  return number
end

function operators.concat(parts)
  for index, part in ipairs(parts) do
    parts[index] = values.str(part)
  end
  local whole = table.concat(parts)
  limits.bytes(#whole)
  return whole
end

-- Order of sets is inclusion.
local function subset(a, b, proper)
  if a.inner.count > b.inner.count or (proper and a.inner.count == b.inner.count) then
    return false
  end
  for hash in pairs(a.inner.slots) do
    if not b.inner.slots[hash] then
      return false
    end
  end
  return true
end

local function both_sets(a, b)
  return type(a) == "table" and kind(a) == "set" and kind(b) == "set"
end

-- Whether Lua orders two values as Python does: numbers, and texts, whose bytes are in the order of
-- their code points.
local function is_plain(a, b)
  local type_of_a = type(a)
  return (type_of_a == "string" or type_of_a == "number") and type_of_a == type(b)
end

function operators.lt(a, b)
  if is_plain(a, b) then
    return a < b
  end
  if both_sets(a, b) then
    return subset(a, b, true)
  end
  return values.compare(a, b, "<") == -1
end

function operators.lteq(a, b)
  if is_plain(a, b) then
    return a <= b
  end
  if both_sets(a, b) then
    return subset(a, b, false)
  end
  local result = values.compare(a, b, "<=")
  return result == -1 or result == 0
end

function operators.gt(a, b)
  if is_plain(a, b) then
    return a > b
  end
  if both_sets(a, b) then
    return subset(b, a, true)
  end
  return values.compare(a, b, ">") == 1
end

function operators.gteq(a, b)
  if is_plain(a, b) then
    return a >= b
  end
  if both_sets(a, b) then
    return subset(b, a, false)
  end
  local result = values.compare(a, b, ">=")
  return result == 1 or result == 0
end

operators.eq = values.equal

function operators.ne(a, b)
  return not values.equal(a, b)
end

operators["in"] = function(a, b)
  return sequences.contains(b, a)
end

function operators.notin(a, b)
  return not sequences.contains(b, a)
end

return operators
