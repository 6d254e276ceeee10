--- Numbers: Python's arithmetic on int, float and bool, and the texts that int() and float() read.
local bigint = require("util.later")("runtime.interpolation.bigint")
local decimal = require("runtime.text.decimal")
local errors = require("runtime.interpolation.errors")
local json = require("host.json")
local limits = require("runtime.interpolation.limits")

local numbers = {}
local find = string.find

local function is_big(value)
  return type(value) == "table"
end

--- A bool as 0 or 1; other numbers as they are; nil for what is no number.
function numbers.of(value)
  if type(value) == "number" then
    return value
  elseif type(value) == "boolean" then
    return value and 1 or 0
  elseif type(value) == "table" and getmetatable(value) == json.bignum then
    return value
  end
end

local function is_int(value)
  return is_big(value) or math.type(value) == "integer"
end
numbers.is_int = is_int

--- A number as a float; raises OverflowError when it is too big for one.
function numbers.float(value)
  local float = bigint.to_float(value)
  if is_big(value) and math.abs(float) == math.huge then
    errors.raise("OverflowError", "int too large to convert to float")
  end
  return float
end

local function both_int(a, b)
  return is_int(a) and is_int(b)
end

function numbers.add(a, b)
  if not both_int(a, b) then
    return numbers.float(a) + numbers.float(b)
  elseif is_big(a) or is_big(b) then
    return bigint.add(a, b)
  end
  local sum = a + b
  if (a ~ sum) & (b ~ sum) < 0 then
    return bigint.add(a, b)
  end
  return sum
end

function numbers.sub(a, b)
  if not both_int(a, b) then
    return numbers.float(a) - numbers.float(b)
  elseif is_big(a) or is_big(b) then
    return bigint.sub(a, b)
  end
  local difference = a - b
  if (a ~ b) & (a ~ difference) < 0 then
    return bigint.sub(a, b)
  end
  return difference
end

local SAFE = 3037000499 -- the square root of 2^63

function numbers.mul(a, b)
  if not both_int(a, b) then
    return numbers.float(a) * numbers.float(b)
  elseif not is_big(a) and not is_big(b)
    and a <= SAFE and a >= -SAFE and b <= SAFE and b >= -SAFE then
    return a * b
  end
  return bigint.mul(a, b)
end

local function zero_division(message)
  errors.raise("ZeroDivisionError", message)
end

function numbers.div(a, b)
  local x, y = numbers.float(a), numbers.float(b)
  if y == 0 then
    zero_division(both_int(a, b) and "division by zero" or "float division by zero")
  end
  return x / y
end

function numbers.floordiv(a, b)
  if not both_int(a, b) then
    local y = numbers.float(b)
    if y == 0 then
      zero_division("float floor division by zero")
    end
    return numbers.float(a) // y
  elseif is_big(a) or is_big(b) or (b == -1 and a == math.mininteger) then
    return (bigint.divmod(a, b))
  elseif b == 0 then
    zero_division("integer division or modulo by zero")
  end
  return a // b
end

function numbers.mod(a, b)
  if not both_int(a, b) then
    local y = numbers.float(b)
    if y == 0 then
      zero_division("float modulo")
    end
    return numbers.float(a) % y
  elseif is_big(a) or is_big(b) then
    return select(2, bigint.divmod(a, b))
  elseif b == 0 then
    zero_division("integer modulo by zero")
  end
  return a % b
end

local function float_pow(a, b)
  local x, y = numbers.float(a), numbers.float(b)
  if x == 0 and y < 0 then
    zero_division("0.0 cannot be raised to a negative power")
  elseif x < 0 and y ~= math.floor(y) then
    errors.raise("ComplexError", "a negative number cannot be raised to a fraction")
  end
  local power = x ^ y
  if math.abs(power) == math.huge and math.abs(x) ~= math.huge and math.abs(y) ~= math.huge then
    errors.raise("OverflowError", "(34, 'Numerical result out of range')")
  end
  return power
end

function numbers.pow(a, b)
  if both_int(a, b) and (is_big(b) or b >= 0) then
    if is_big(b) and not (a == 0 or a == 1) then
      limits.bytes(math.maxinteger)
    elseif a == 0 or a == 1 then
      return b == 0 and 1 or a
    end
    return bigint.pow(a, b)
  end
  return float_pow(a, b)
end

function numbers.negate(value)
  if is_big(value) or value == math.mininteger then
    return bigint.negate(value)
  end
  return -value
end

function numbers.abs(value)
  if is_big(value) then
    return value.text:sub(1, 1) == "-" and bigint.negate(value) or value
  end
  return value < 0 and numbers.negate(value) or value
end

--- -1, 0, 1, or nil when one is not a number (NaN).
function numbers.compare(a, b)
  if is_big(a) or is_big(b) then
    return bigint.compare(a, b)
  elseif a < b then
    return -1
  elseif a > b then
    return 1
  end
  return a == b and 0 or nil
end

--- int() of a float: towards zero.
function numbers.truncate(value)
  if is_int(value) then
    return value
  elseif value ~= value then
    errors.value_error("cannot convert float NaN to integer")
  elseif value == math.huge or value == -math.huge then
    errors.raise("OverflowError", "cannot convert float infinity to integer")
  end
  return bigint.from_float(value < 0 and math.ceil(value) or math.floor(value))
end

local prefixes = { ["0x"] = 16, ["0o"] = 8, ["0b"] = 2 }

local function digits_value(digits, base)
  if base == 10 then
    limits.bytes(#digits * 64)
    return bigint.parse(digits)
  end
  local value = 0
  for digit in digits:gmatch(".") do
    local number = tonumber(digit, 36)
    if not number or number >= base then
      return nil
    end
    value = numbers.add(numbers.mul(value, base), number)
  end
  return value
end

local function split_prefix(body, base)
  local prefix = prefixes[body:sub(1, 2):lower()]
  if base == 0 and not prefix then
    if body:find("^0+_?[1-9]") then
      return nil
    end
    return body, 10
  elseif prefix and (base == 0 or base == prefix) then
    return (body:sub(3):gsub("^_", "")), prefix
  end
  return body, base
end

--- The number that a short text of digits alone is; nil for other texts, some of which are numbers.
function numbers.plain_int(text)
  return #text <= 18 and find(text, "^%d+$") and tonumber(text) or nil
end

--- The same for a float: digits, and a point among or after them.
function numbers.plain_float(text)
  return find(text, "^%d+%.?%d*$") and tonumber(text) + 0.0 or nil
end

--- The integer that Python's int(text, base) reads, or nil. Base 0 reads prefixes, as literals do.
function numbers.parse_int(text, base)
  local sign, body = decimal.ascii(text):match("^[%s\28-\31]*([+-]?)([%w_]+)[%s\28-\31]*$")
  if not body then
    return nil
  end
  body, base = split_prefix(body, base or 10)
  if not body or body == "" or body:find("^_") or body:find("_$") or body:find("__", 1, true) then
    return nil
  end
  body = body:gsub("_", "")
  if base == 10 and (body:find("%D") or #body > 4300) then
    return nil
  end
  local value = digits_value(body, base)
  return value and sign == "-" and numbers.negate(value) or value
end

local specials = {
  inf = math.huge, infinity = math.huge, nan = 0 / 0,
}

--- The float that Python's float(text) reads, or nil.
function numbers.parse_float(text)
  local sign, body = decimal.ascii(text):match("^[%s\28-\31]*([+-]?)([%w_.+-]+)[%s\28-\31]*$")
  if not body then
    return nil
  end
  local value = specials[body:lower()]
  if not value then
    if body:find("^_") or body:find("_$") or body:find("__", 1, true)
      or body:find("[^%d]_") or body:find("_[^%d]") then
      return nil
    end
    body = body:gsub("_", "")
    if not (body:find("^%d+%.?%d*[eE]?[+-]?%d*$") or body:find("^%.%d+[eE]?[+-]?%d*$")) then
      return nil
    end
    value = tonumber(body)
  end
  return value and (sign == "-" and -1.0 or 1.0) * value
end

return numbers
