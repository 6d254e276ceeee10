--- Python's int() and float() of any value.
local errors = require("runtime.interpolation.errors")
local numbers = require("runtime.interpolation.numbers")
local values = require("runtime.interpolation.values")

local convert = {}

local function text_of(value)
  if type(value) == "string" then
    return value
  elseif values.kind(value) == "bytes" then
    return value.text
  end
end

--- int(value, base).
function convert.int(value, base)
  local number = numbers.of(value)
  if number then
    return numbers.truncate(number)
  end
  local text = text_of(values.defined(value))
  if not text then
    errors.type_error("int() argument must be a string, a bytes-like object or a real number, "
      .. "not '%s'", values.kind(value))
  end
  if base and base ~= 0 and (base < 2 or base > 36) then
    errors.value_error("int() base must be >= 2 and <= 36, or 0")
  end
  local parsed = numbers.parse_int(text, base or 10)
  if parsed == nil then
    errors.value_error("invalid literal for int() with base %d: %s", base or 10,
      values.repr(value))
  end
  return parsed
end

--- float(value).
function convert.float(value)
  local number = numbers.of(value)
  if number then
    return numbers.float(number)
  end
  local text = text_of(values.defined(value))
  if not text then
    errors.type_error("float() argument must be a string or a real number, not '%s'",
      values.kind(value))
  end
  local parsed = numbers.parse_float(text)
  if parsed == nil then
    errors.value_error("could not convert string to float: %s", values.repr(value))
  end
  return parsed
end

return convert
