--- Methods of int (and bool).
local call = require("runtime.interpolation.call")
local numbers = require("runtime.interpolation.numbers")
local values = require("runtime.interpolation.values")

local methods = {}

local function add(name, run)
  methods[name] = call.method(name, "/", run)
end

local function own(value)
  return numbers.of(value)
end

add("bit_length", function(value)
  local rest, count = numbers.abs(own(value)), 0
  while numbers.compare(rest, 0) == 1 do
    rest, count = numbers.floordiv(rest, 2), count + 1
  end
  return count
end)

add("bit_count", function(value)
  local rest, count = numbers.abs(own(value)), 0
  while numbers.compare(rest, 0) == 1 do
    count = count + numbers.mod(rest, 2)
    rest = numbers.floordiv(rest, 2)
  end
  return count
end)

add("conjugate", own)

add("as_integer_ratio", function(value)
  return values.tuple({ own(value), 1 })
end)

return {
  methods = methods,
  properties = {
    real = own,
    numerator = own,
    imag = function()
      return 0
    end,
    denominator = function()
      return 1
    end,
  },
}
