--- str.isdigit and its kin, and translation.
local call = require("runtime.interpolation.call")
local decimal = require("runtime.text.decimal")
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local methods = {}

local function add(name, signature, run)
  methods[name] = call.method(name, signature, run)
end

-- True when there is a character and all of them pass.
local function all(test)
  return function(value)
    local list = text.chars(value)
    for _, char in ipairs(list) do
      if not test(char) then
        return false
      end
    end
    return #list > 0
  end
end

local superscripts = { ["²"] = true, ["³"] = true, ["¹"] = true }
local fractions = { ["¼"] = true, ["½"] = true, ["¾"] = true }

local function digit(char)
  return decimal.is_digit(char) or superscripts[char] == true
end

local function numeric(char)
  return digit(char) or fractions[char] == true
end

add("isdecimal", "/", all(decimal.is_digit))
add("isdigit", "/", all(digit))
add("isnumeric", "/", all(numeric))
add("isalpha", "/", all(text.is_alpha))
add("isalnum", "/", all(function(char)
  return text.is_alpha(char) or numeric(char)
end))
add("isspace", "/", all(text.is_space))

add("isascii", "/", function(value)
  return text.is_ascii(value)
end)

add("isprintable", "/", function(value)
  return not value:find("%c") and text.escape_unprintable(value) == value
end)

add("isidentifier", "/", function(value)
  return value:find("^[%a_\128-\255][%w_\128-\255]*$") ~= nil
end)

-- Some character has that case and none the other.
local function only_case(wanted, other)
  return function(value)
    local found = false
    for _, char in ipairs(text.chars(value)) do
      if other(char) then
        return false
      end
      found = found or wanted(char)
    end
    return found
  end
end

add("isupper", "/", only_case(text.is_upper, text.is_lower))
add("islower", "/", only_case(text.is_lower, text.is_upper))

add("istitle", "/", function(value)
  local inside, found = false, false
  for _, char in ipairs(text.chars(value)) do
    local upper, lower = text.is_upper(char), text.is_lower(char)
    if (upper and inside) or (lower and not inside) then
      return false
    end
    inside = upper or lower
    found = found or inside
  end
  return found
end)

local function code(char)
  return utf8.codepoint(char, 1, 1, true)
end

local function table_of_dict(dict)
  local result = dicts.new()
  for _, pair in ipairs(dicts.pairs(dict)) do
    local key = pair[1]
    dicts.set(result, type(key) == "string" and code(key) or key, pair[2])
  end
  return result
end

add("maketrans", "/ x y? z?", function(_, from, to, drop)
  if to == nil then
    if values.kind(from) ~= "dict" then
      errors.type_error("if you give only one argument to maketrans it must be a dict")
    end
    return table_of_dict(from)
  end
  for _, argument in ipairs({ from, to, drop }) do
    if type(argument) ~= "string" then
      errors.type_error("maketrans() argument must be str, not %s", values.kind(argument))
    end
  end
  local result, left, right = dicts.new(), text.chars(from), text.chars(to)
  if #left ~= #right then
    errors.value_error("the first two maketrans arguments must have equal length")
  end
  for index, char in ipairs(left) do
    dicts.set(result, code(char), code(right[index]))
  end
  for _, char in ipairs(text.chars(drop or "")) do
    dicts.set(result, code(char), values.None)
  end
  return result
end)

add("translate", "/ table", function(value, mapping)
  if values.kind(mapping) ~= "dict" then
    errors.type_error("'%s' object is not subscriptable", values.kind(mapping))
  end
  local out = {}
  for _, char in ipairs(text.chars(value)) do
    local to = dicts.get(mapping, code(char))
    if to == nil then
      out[#out + 1] = char
    elseif to ~= values.None then
      out[#out + 1] = type(to) == "string" and to or utf8.char(to)
    end
  end
  return table.concat(out)
end)

return methods
