--- Integers of any size. A value is a Lua integer whenever it fits, otherwise a json.bignum.
local errors = require("runtime.interpolation.errors")
local json = require("host.json")
local limits = require("runtime.interpolation.limits")

local bigint = {}

-- Inside: { sign = 1|-1, limbs... }, lowest limb first, base 10^7.
local BASE, WIDTH = 10000000, 7

local function trimmed(number)
  while #number > 0 and number[#number] == 0 do
    number[#number] = nil
  end
  return number
end

local function from_digits(sign, digits)
  local number = { sign = sign }
  for stop = #digits, 1, -WIDTH do
    number[#number + 1] = tonumber(digits:sub(math.max(1, stop - WIDTH + 1), stop))
  end
  return trimmed(number)
end

local function unpacked(value)
  local text = type(value) == "number" and ("%d"):format(value) or value.text
  local sign, digits = text:match("^(%-?)(%d+)$")
  return from_digits(sign == "-" and -1 or 1, digits)
end

local function digits_of(number)
  local parts = { tostring(number[#number] or 0) }
  for index = #number - 1, 1, -1 do
    parts[#parts + 1] = ("%07d"):format(number[index])
  end
  return table.concat(parts)
end

local function packed(number)
  trimmed(number)
  local text = (number.sign < 0 and #number > 0 and "-" or "") .. digits_of(number)
  return bigint.parse(text)
end

--- The value of a decimal text: "-" and digits.
function bigint.parse(text)
  local sign, digits = text:match("^(%-?)0*(%d+)$")
  text = sign .. digits
  if #digits <= 18 then
    return math.tointeger(tonumber(text))
  elseif #digits == 19 then
    -- Lua reads a decimal that overflows as a float.
    local value = math.tointeger(text)
    if math.type(tonumber(text)) == "integer" and value then
      return value
    end
  end
  return setmetatable({ text = text }, json.bignum)
end

local function compare_limbs(a, b)
  if #a ~= #b then
    return #a < #b and -1 or 1
  end
  for index = #a, 1, -1 do
    if a[index] ~= b[index] then
      return a[index] < b[index] and -1 or 1
    end
  end
  return 0
end

local function add_limbs(a, b)
  local sum, carry = { sign = 1 }, 0
  for index = 1, math.max(#a, #b) do
    local limb = (a[index] or 0) + (b[index] or 0) + carry
    carry = limb // BASE
    sum[index] = limb % BASE
  end
  sum[#sum + 1] = carry
  return trimmed(sum)
end

-- a - b where a >= b.
local function sub_limbs(a, b)
  local difference, borrow = { sign = 1 }, 0
  for index = 1, #a do
    local limb = a[index] - (b[index] or 0) - borrow
    borrow = limb < 0 and 1 or 0
    difference[index] = limb % BASE
  end
  return trimmed(difference)
end

local function add_signed(a, b)
  if a.sign == b.sign then
    local sum = add_limbs(a, b)
    sum.sign = a.sign
    return sum
  end
  local order = compare_limbs(a, b)
  local big, small = a, b
  if order < 0 then
    big, small = b, a
  end
  local difference = sub_limbs(big, small)
  difference.sign = order == 0 and 1 or big.sign
  return difference
end

local function mul_limbs(a, b)
  limits.charge((#a * #b) // 8 + 1)
  local product = { sign = a.sign * b.sign }
  for index = 1, #a + #b do
    product[index] = 0
  end
  for i = 1, #a do
    local carry = 0
    for j = 1, #b do
      local limb = product[i + j - 1] + a[i] * b[j] + carry
      carry = limb // BASE
      product[i + j - 1] = limb % BASE
    end
    product[i + #b] = product[i + #b] + carry
  end
  return trimmed(product)
end

local function times_small(a, factor)
  local product, carry = { sign = 1 }, 0
  for index = 1, #a do
    local limb = a[index] * factor + carry
    carry = limb // BASE
    product[index] = limb % BASE
  end
  product[#product + 1] = carry
  return trimmed(product)
end

-- The greatest q with b * q <= a, for q below BASE.
local function quotient_limb(a, b)
  local low, high = 0, BASE - 1
  while low < high do
    local middle = (low + high + 1) // 2
    if compare_limbs(times_small(b, middle), a) <= 0 then
      low = middle
    else
      high = middle - 1
    end
  end
  return low
end

local function divide_limbs(a, b)
  limits.charge(#a * #b * 4 + 1)
  local quotient, rest = { sign = 1 }, { sign = 1 }
  for index = #a, 1, -1 do
    table.insert(rest, 1, a[index])
    trimmed(rest)
    local limb = quotient_limb(rest, b)
    quotient[index] = limb
    rest = sub_limbs(rest, times_small(b, limb))
  end
  return trimmed(quotient), rest
end

function bigint.add(a, b)
  return packed(add_signed(unpacked(a), unpacked(b)))
end

function bigint.negate(a)
  local number = unpacked(a)
  number.sign = -number.sign
  return packed(number)
end

function bigint.sub(a, b)
  return bigint.add(a, bigint.negate(b))
end

function bigint.mul(a, b)
  return packed(mul_limbs(unpacked(a), unpacked(b)))
end

--- Quotient and rest of the floor division.
function bigint.divmod(a, b)
  a, b = unpacked(a), unpacked(b)
  if #b == 0 then
    errors.raise("ZeroDivisionError", "integer division or modulo by zero")
  end
  local quotient, rest = divide_limbs(a, b)
  quotient.sign = a.sign * b.sign
  rest.sign = a.sign
  if #rest > 0 and a.sign ~= b.sign then
    quotient = add_signed(quotient, { sign = -1, 1 })
    rest = add_signed(rest, b)
  end
  return packed(quotient), packed(rest)
end

--- a to the power of a Lua integer >= 0.
function bigint.pow(a, exponent)
  local base, result = unpacked(a), { sign = 1, 1 }
  limits.bytes(#base * WIDTH * math.min(exponent, 1 << 32))
  while exponent > 0 do
    if exponent % 2 == 1 then
      result = mul_limbs(result, base)
    end
    exponent = exponent // 2
    if exponent > 0 then
      base = mul_limbs(base, base)
    end
  end
  return packed(result)
end

--- The float nearest to it (infinite when there is none).
function bigint.to_float(a)
  return type(a) == "number" and a * 1.0 or tonumber(a.text .. ".0")
end

local function exact(value)
  if math.type(value) == "float" and value == math.floor(value) and math.abs(value) < math.huge then
    return bigint.from_float(value)
  end
  return value
end

--- The integer of a float without fraction.
function bigint.from_float(value)
  return math.tointeger(value) or bigint.parse(("%.0f"):format(value))
end

--- -1, 0 or 1; either may be a float.
function bigint.compare(a, b)
  a, b = exact(a), exact(b)
  if math.type(a) == "float" or math.type(b) == "float" then
    local x, y = bigint.to_float(a), bigint.to_float(b)
    return x < y and -1 or x > y and 1 or 0
  end
  a, b = unpacked(a), unpacked(b)
  if a.sign ~= b.sign then
    return (#a == 0 and #b == 0) and 0 or a.sign
  end
  return a.sign * compare_limbs(a, b)
end

function bigint.equal(a, b)
  return bigint.compare(a, b) == 0
end

return bigint
