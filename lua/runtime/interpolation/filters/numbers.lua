--- Filters on numbers.
local convert = require("runtime.interpolation.convert")
local errors = require("runtime.interpolation.errors")
local numbers = require("runtime.interpolation.numbers")
local operators = require("runtime.interpolation.operators")
local sequences = require("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")
local math_type = math.type

-- Runs fn; nil when it raises one of these classes.
local function unless(classes, fn, ...)
  local ok, result = pcall(fn, ...)
  if ok then
    return result
  elseif errors.is(result) and classes[result.class] then
    return nil
  end
  error(result, 0)
end

local WRONG = { TypeError = true, ValueError = true }
local WRONG_OR_HUGE = { TypeError = true, ValueError = true, OverflowError = true }

local function through_float(value)
  return numbers.truncate(convert.float(value))
end

-- What most values are needs no error to be caught.
local function plain_int(value)
  if type(value) == "string" then
    return numbers.plain_int(value)
  end
  return math_type(value) == "integer" and value or nil
end

local function to_int(value, default, base)
  local plain = base == nil and plain_int(value)
  if plain then
    return plain
  end
  local text_base = type(value) == "string" and sequences.integer(base, 10) or nil
  local found = unless(WRONG, convert.int, value, text_base)
  if found == nil then
    found = unless(WRONG_OR_HUGE, through_float, value)
  end
  if found == nil then
    return default == nil and 0 or default
  end
  return found
end

local function to_float(value, default)
  local plain = type(value) == "string" and numbers.plain_float(value)
  if plain then
    return plain
  end
  local found = unless(WRONG, convert.float, value)
  if found == nil then
    return default == nil and 0.0 or default
  end
  return found
end

-- Round half to even, exactly on the decimal value of the float.
local function round_float(value, digits)
  if value ~= value or math.abs(value) == math.huge then
    return value
  elseif digits > 300 then
    return value
  elseif digits >= 0 then
    return tonumber(("%." .. math.min(digits, 99) .. "f"):format(value)) + 0.0
  end
  local unit = 10.0 ^ -digits
  local scaled = value / unit
  local floor = math.floor(scaled)
  local rest = scaled - floor
  if rest > 0.5 or (rest == 0.5 and floor % 2 == 1) then
    floor = floor + 1
  end
  return floor * unit
end

local function round_int(value, digits)
  if digits >= 0 then
    return value
  end
  local unit = numbers.pow(10, -digits)
  local floor, rest = numbers.floordiv(value, unit), numbers.mod(value, unit)
  local order = numbers.compare(numbers.mul(rest, 2), unit)
  if order == 1 or (order == 0 and numbers.mod(floor, 2) == 1) then
    floor = numbers.add(floor, 1)
  end
  return numbers.mul(floor, unit)
end

local function round_common(value, digits)
  local number = numbers.of(value)
  if not number then
    errors.type_error("type %s doesn't define __round__ method", values.kind(value))
  elseif numbers.is_int(number) then
    return round_int(number, digits)
  end
  return round_float(number, digits)
end

local function whole(value, up)
  local number = numbers.of(value)
  if not number then
    errors.type_error("must be real number, not %s", values.kind(value))
  elseif numbers.is_int(number) then
    return number
  end
  return numbers.truncate(up and math.ceil(number) or math.floor(number))
end

local function round(value, precision, method)
  precision = precision == nil and 0 or precision
  method = method == nil and "common" or method
  if method ~= "common" and method ~= "ceil" and method ~= "floor" then
    errors.raise("FilterArgumentError", "method must be common, ceil or floor")
  elseif method == "common" then
    if math.type(precision) ~= "integer" then
      errors.type_error("'%s' object cannot be interpreted as an integer", values.kind(precision))
    end
    return round_common(value, precision)
  end
  local factor = numbers.pow(10, precision)
  return numbers.div(whole(operators.mul(value, factor), method == "ceil"), factor)
end

local function abs(value)
  local number = numbers.of(value)
  if not number then
    if values.kind(value) == "timedelta" then
      return value.us < 0 and operators.negate(value) or value
    end
    errors.type_error("bad operand type for abs(): '%s'", values.kind(value))
  end
  return numbers.abs(number)
end

return {
  { "int", "default? base?", "The value as a whole number, default (0) when it is none.", to_int },
  { "float", "default?", "The value as a float, default (0.0) when it is none.", to_float },
  { "round", "precision? method?", "Rounded: common, ceil or floor.", round },
  { "abs", "", "The absolute value.", abs },
}
