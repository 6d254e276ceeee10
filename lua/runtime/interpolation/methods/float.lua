--- Methods of float.
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local numbers = require("runtime.interpolation.numbers")
local values = require("runtime.interpolation.values")

local methods = {}

local function add(name, run)
  methods[name] = call.method(name, "/", run)
end

local function same(value)
  return value
end

add("is_integer", function(value)
  return value == math.floor(value) and math.abs(value) ~= math.huge
end)

add("conjugate", same)

add("as_integer_ratio", function(value)
  if value ~= value or math.abs(value) == math.huge then
    errors.raise(value ~= value and "ValueError" or "OverflowError",
      "cannot convert to integer ratio")
  end
  local denominator = 1
  while value ~= math.floor(value) do
    value, denominator = value * 2, numbers.mul(denominator, 2)
  end
  return values.tuple({ numbers.truncate(value), denominator })
end)

add("hex", function(value)
  if value ~= value or math.abs(value) == math.huge then
    return values.float_text(value)
  elseif value == 0 then
    return 1 / value < 0 and "-0x0.0p+0" or "0x0.0p+0"
  end
  local sign, digits, exponent = ("%a"):format(value):match("^(%-?)0x1%.?(%x*)p(.*)$")
  return ("%s0x1.%sp%s"):format(sign, digits .. ("0"):rep(13 - #digits), exponent)
end)

return {
  methods = methods,
  properties = {
    real = same,
    imag = function()
      return 0.0
    end,
  },
}
