--- Python's format specifications: [[fill]align][sign][z][#][0][width][grouping][.precision][type].
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local numbers = require("runtime.interpolation.numbers")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local format_spec = {}

local CHAR = "[%z\1-\127\192-\255][\128-\191]*"

local function split_align(spec)
  local fill, align, rest = spec:match("^(" .. CHAR .. ")([<>=^])(.*)$")
  if not fill then
    align, rest = spec:match("^([<>=^])(.*)$")
  end
  if not align then
    return nil, nil, spec
  end
  return fill, align, rest
end

--- The parts of a specification; raises ValueError.
function format_spec.parse(spec)
  local fill, align, rest = split_align(spec)
  local sign, alternate, zero, width, group, precision, kind =
    rest:match("^([-+ ]?)z?(#?)(0?)(%d*)([,_]?)%.?(%d*)([%a%%]?)$")
  if not sign or (rest:find(".", 1, true) and precision == "") then
    errors.value_error("Invalid format specifier")
  end
  local zeros = zero == "0"
  return {
    fill = fill or (zeros and "0") or " ",
    align = align or (zeros and "=") or nil,
    sign = sign,
    alternate = alternate == "#",
    width = tonumber(width) or 0,
    group = group ~= "" and group or nil,
    precision = tonumber(precision),
    kind = kind ~= "" and kind or nil,
  }
end

-- Pads; `head` is the sign and prefix before which or after which the fill goes.
local function pad(head, body, spec, default_align)
  local missing = spec.width - text.length(head) - text.length(body)
  if missing <= 0 then
    return head .. body
  end
  limits.bytes(missing * #spec.fill)
  local align = spec.align or default_align
  if align == "=" then
    return head .. spec.fill:rep(missing) .. body
  elseif align == "<" then
    return head .. body .. spec.fill:rep(missing)
  elseif align == ">" then
    return spec.fill:rep(missing) .. head .. body
  end
  local left = missing // 2
  return spec.fill:rep(left) .. head .. body .. spec.fill:rep(missing - left)
end

local function grouped(digits, separator, size)
  local first = #digits % size
  local out = first > 0 and { digits:sub(1, first) } or {}
  for at = first + 1, #digits, size do
    out[#out + 1] = digits:sub(at, at + size - 1)
  end
  return table.concat(out, separator)
end

local function add_groups(body, spec, size)
  if not spec.group then
    return body
  end
  local whole, rest = body:match("^(%x*)(.*)$")
  -- Zeros that fill the width are grouped with the digits.
  if spec.fill == "0" and spec.align == "=" then
    while #grouped(whole, spec.group, size) + #rest < spec.width do
      whole = "0" .. whole
      if #grouped(whole, spec.group, size) + #rest > spec.width then
        break
      end
    end
  end
  return grouped(whole, spec.group, size) .. rest
end

local function sign_of(negative, spec)
  return negative and "-" or (spec.sign == "+" or spec.sign == " ") and spec.sign or ""
end

local bases = { b = { 2, "0b" }, o = { 8, "0o" }, x = { 16, "0x" }, X = { 16, "0X" } }

--- The digits of a non-negative integer in a base.
function format_spec.digits(value, base)
  if numbers.compare(value, 0) == 0 then
    return "0"
  end
  local out = {}
  while numbers.compare(value, 0) == 1 do
    local digit = numbers.mod(value, base)
    out[#out + 1] = ("0123456789abcdef"):sub(digit + 1, digit + 1)
    value = numbers.floordiv(value, base)
  end
  return table.concat(out):reverse()
end

--- The character of a code point, for the type c.
function format_spec.character(code)
  if type(code) ~= "number" or code < 0 or code > 0x10FFFF then
    errors.raise("OverflowError", "%%c arg not in range(0x110000)")
  end
  return utf8.char(code)
end

local function format_character(code, spec)
  if spec.sign ~= "" or spec.alternate then
    errors.value_error("%s not allowed with integer format specifier 'c'",
      spec.sign ~= "" and "Sign" or "Alternate form (#)")
  end
  return pad("", format_spec.character(code), spec, "<")
end

-- Digits are grouped where there are some, others than decimal ones by underscores alone.
local function check_group(spec, default)
  local kind = spec.kind or default
  local may = not (spec.group and kind) or kind:find("^[deEfFgG%%]$")
    or spec.group == "_" and kind:find("^[boxX]$")
  if not may then
    errors.value_error("Cannot specify '%s' with '%s'.", spec.group, kind)
  end
end

local function format_int(value, spec)
  local kind = spec.kind or "d"
  local size = numbers.abs(value)
  local sign = sign_of(numbers.compare(value, 0) == -1, spec)
  if spec.precision then
    errors.value_error("Precision not allowed in integer format specifier")
  elseif kind == "c" then
    return format_character(value, spec)
  elseif bases[kind] then
    local body = format_spec.digits(size, bases[kind][1])
    body = kind == "X" and body:upper() or body
    return pad(sign .. (spec.alternate and bases[kind][2] or ""), add_groups(body, spec, 4), spec,
      ">")
  end
  return pad(sign, add_groups(values.str(size), spec, 3), spec, ">")
end

-- %g of C keeps what Python keeps, but for the form of small exponents, which agree.
local function general(value, precision, alternate)
  return ((alternate and "%#." or "%.") .. math.max(precision, 1) .. "g"):format(value)
end

local function special(value, upper)
  local body = value ~= value and "nan" or "inf"
  return upper and body:upper() or body
end

-- Without a type: like %g, but with a digit after the point, and so one place less.
local function short_body(value, precision)
  local scientific = ("%." .. precision - 1 .. "e"):format(value)
  local exponent = tonumber(scientific:match("e(.*)$"))
  if exponent < -4 or exponent >= precision - 1 then
    local digits, rest = scientific:match("^(.-)(e.*)$")
    return digits:gsub("(%..-)0+$", "%1"):gsub("%.$", "") .. rest
  end
  local body = general(value, precision)
  return body:find(".", 1, true) and body or body .. ".0"
end

local function float_body(value, spec)
  local kind, precision = spec.kind, spec.precision
  local lower = kind and kind:lower()
  if value ~= value or value == math.huge then
    return special(value, kind and kind ~= lower) .. (kind == "%" and "%" or "")
  elseif not kind then
    if not precision then
      return values.float_text(value)
    end
    return short_body(value, math.max(precision, 1))
  elseif kind == "%" then
    return ("%." .. math.min(precision or 6, 99) .. "f"):format(value * 100) .. "%"
  elseif lower == "g" or kind == "n" then
    local body = general(value, precision or 6, spec.alternate)
    return kind == "G" and body:upper() or body
  end
  return ("%." .. math.min(precision or 6, 99) .. kind):format(value)
end

local function format_float(value, spec)
  local negative = value < 0 or (value == 0 and 1 / value < 0)
  local body = float_body(negative and -value or value, spec)
  return pad(sign_of(negative, spec), add_groups(body, spec, 3), spec, ">")
end

local function format_text(value, spec)
  check_group(spec, "s")
  if spec.kind and spec.kind ~= "s" then
    errors.value_error("Unknown format code '%s' for object of type 'str'", spec.kind)
  elseif spec.align == "=" and spec.fill ~= "0" or spec.sign ~= "" then
    errors.value_error("'=' alignment not allowed in string format specifier")
  elseif spec.alternate then
    errors.value_error("Alternate form (#) not allowed in string format specifier")
  end
  if spec.precision then
    value = text.sub(value, 1, math.min(spec.precision, text.length(value)))
  end
  if spec.align == "=" then
    spec.align = "<"
  end
  return pad("", value, spec, "<")
end

local float_kinds = "^[eEfFgGn%%]$"
local int_kinds = "^[bcdoxXn]$"

local function format_number(number, spec)
  check_group(spec)
  local is_int = numbers.is_int(number)
  if spec.kind == "F" then
    spec.kind = "f"
  end
  if spec.kind and spec.kind:find(int_kinds) and is_int then
    return format_int(number, spec)
  elseif not spec.kind and is_int then
    return format_int(number, spec)
  elseif spec.kind and not spec.kind:find(float_kinds) then
    errors.value_error("Unknown format code '%s' for object of type '%s'", spec.kind,
      is_int and "int" or "float")
  end
  return format_float(numbers.float(number), spec)
end

local temporal = { datetime = true, date = true, time = true }

--- Python's format(value, spec).
function format_spec.format(value, spec)
  if spec == "" then
    return values.str(value)
  end
  local kind = values.kind(value)
  if temporal[kind] then
    return require("runtime.interpolation.times").strftime(value, spec)
  elseif kind == "str" then
    return format_text(value, format_spec.parse(spec))
  end
  local number = numbers.of(value)
  if number then
    return format_number(number, format_spec.parse(spec))
  end
  return errors.type_error("unsupported format string passed to %s.__format__", kind)
end

format_spec.pad = pad
format_spec.float_body = float_body
format_spec.sign_of = sign_of

return format_spec
