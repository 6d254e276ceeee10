--- Python's text % values.
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local format_spec = require("runtime.interpolation.format_spec")
local limits = require("runtime.interpolation.limits")
local numbers = require("runtime.interpolation.numbers")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local percent = {}

local function next_value(state)
  state.used = state.used + 1
  local value = state.list[state.used]
  if value == nil then
    errors.type_error("not enough arguments for format string")
  end
  return value
end

local function mapped(state, key)
  if not state.mapping then
    errors.type_error("format requires a mapping")
  end
  local value = dicts.get(state.mapping, key)
  if value == nil then
    errors.raise("KeyError", "%s", values.repr(key))
  end
  return value
end

local function number_of(value, kind)
  local number = numbers.of(values.defined(value))
  if not number then
    errors.type_error("%%%s format: a real number is required, not %s", kind, values.kind(value))
  end
  return number
end

local function truncated(value, kind)
  local number = number_of(value, kind)
  if (kind == "x" or kind == "X" or kind == "o") and not numbers.is_int(number) then
    errors.type_error("%%%s format: an integer is required, not %s", kind, values.kind(value))
  end
  return numbers.truncate(number)
end

local bases = { x = { 16, "0x" }, X = { 16, "0X" }, o = { 8, "0o" } }

local function integer(value, kind, spec)
  local number = truncated(value, kind)
  local size, base = numbers.abs(number), bases[kind]
  local body = base and format_spec.digits(size, base[1]) or values.str(size)
  body = kind == "X" and body:upper() or body
  if spec.precision and #body < spec.precision then
    limits.bytes(spec.precision)
    body = ("0"):rep(spec.precision - #body) .. body
  end
  local sign = format_spec.sign_of(numbers.compare(number, 0) == -1, spec)
  return sign .. (spec.alternate and base and base[2] or ""), body
end

local function float(value, kind, spec)
  local number = numbers.float(number_of(value, kind))
  spec.kind = kind
  local negative = number < 0 or (number == 0 and 1 / number < 0)
  return format_spec.sign_of(negative, spec),
    format_spec.float_body(negative and -number or number, spec)
end

local function character(value)
  if type(value) == "string" then
    if text.length(value) ~= 1 then
      errors.type_error("%%c requires int or char")
    end
    return "", value
  end
  return "", format_spec.character(truncated(value, "c"))
end

local function cut(body, spec)
  if spec.precision and spec.precision < text.length(body) then
    return text.sub(body, 1, spec.precision)
  end
  return body
end

local writers = { d = integer, i = integer, u = integer, x = integer, X = integer, o = integer,
  e = float, E = float, f = float, F = float, g = float, G = float, c = character }

function writers.s(value, _, spec)
  return "", cut(values.str(value), spec)
end

function writers.r(value, _, spec)
  return "", cut(values.repr(value), spec)
end
writers.a = writers.r

local function star(part, state)
  if part ~= "*" then
    return tonumber(part)
  end
  local value = next_value(state)
  if math.type(value) ~= "integer" then
    errors.type_error("* wants int")
  end
  return value
end

local function convert(state, key, flags, width, precision, kind)
  if kind == "" then
    errors.value_error("incomplete format")
  elseif not writers[kind] then
    errors.value_error("unsupported format character '%s'", kind)
  end
  local spec = {
    alternate = flags:find("#", 1, true) ~= nil,
    sign = flags:find("+", 1, true) and "+" or flags:find(" ", 1, true) and " " or "",
  }
  spec.width = star(width, state) or 0
  if precision then
    spec.precision = star(precision, state) or 0
  end
  local left = flags:find("-", 1, true) or spec.width < 0
  spec.width = math.abs(spec.width)
  local value = key and mapped(state, key)
  if not key then
    value = next_value(state)
  end
  local head, body = writers[kind](value, kind == "F" and "f" or kind, spec)
  local zeros = flags:find("0", 1, true) and not left and not kind:find("[srac]")
  spec.fill, spec.align = zeros and "0" or " ", left and "<" or zeros and "=" or ">"
  return format_spec.pad(head, body, spec, ">")
end

local function state_of(given)
  local kind = values.kind(given)
  if kind == "tuple" then
    return { list = given, used = 0 }
  elseif kind == "dict" then
    return { list = { given }, used = 0, mapping = given }
  end
  return { list = { given }, used = 0, optional = kind == "list" }
end

--- template % given
function percent.format(template, given)
  local state, out, at = state_of(given), {}, 1
  while true do
    local sign = template:find("%", at, true)
    out[#out + 1] = template:sub(at, (sign or #template + 1) - 1)
    if not sign then
      break
    end
    local key, from = template:match("^%(([^)]*)%)()", sign + 1)
    local flags, width, rest = template:match("^([-+ #0]*)([%d*]*)()", from or sign + 1)
    local precision, after = template:match("^%.([%d*]*)()", rest)
    local kind, stop = template:match("^[hlL]?([%a%%]?)()", after or rest)
    if kind == "%" then
      out[#out + 1] = "%"
    else
      state.keyed = state.keyed or key
      out[#out + 1] = convert(state, key, flags, width, precision, kind)
    end
    at = stop
  end
  if state.used < #state.list and not state.mapping and not state.optional then
    errors.type_error("not all arguments converted during string formatting")
  end
  local whole = table.concat(out)
  limits.bytes(#whole)
  return whole
end

return percent
