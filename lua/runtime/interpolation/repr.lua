--- Python's str() and repr() of values.
local dicts = require("util.later")("runtime.interpolation.dicts")
local json = require("host.json")
local limits = require("runtime.interpolation.limits")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local repr = {}
local null = json.null
local kind = values.kind

-- The fewest digits that read back as the same number.
local function shortest(value)
  local first = math.abs(value) < 1e-300 and 1 or 15
  for digits = first, 17 do
    local try = ("%." .. digits .. "g"):format(value)
    if tonumber(try) == value then
      return try
    end
  end
end

-- Digits and decimal exponent of "%.17g" text: "1.5e+20" -> "15", 20.
local function scientific(number)
  local mantissa, exponent = number:match("^([%d.]+)e([+-]%d+)$")
  if not mantissa then
    mantissa, exponent = number, "0"
  end
  local whole, fraction = mantissa:match("^(%d+)%.?(%d*)$")
  local digits, point = whole .. fraction, #whole + tonumber(exponent)
  local zeros = #digits:match("^0*")
  digits = digits:sub(zeros + 1):gsub("0+$", "")
  return digits, point - zeros - 1
end

local function float_digits(digits, exponent)
  if exponent < -4 or exponent >= 16 then
    local rest = #digits > 1 and "." .. digits:sub(2) or ""
    return ("%s%se%s%02d"):format(digits:sub(1, 1), rest, exponent < 0 and "-" or "+",
      math.abs(exponent))
  elseif exponent < 0 then
    return "0." .. ("0"):rep(-exponent - 1) .. digits
  elseif #digits <= exponent + 1 then
    return digits .. ("0"):rep(exponent + 1 - #digits) .. ".0"
  end
  return digits:sub(1, exponent + 1) .. "." .. digits:sub(exponent + 2)
end

--- repr() of a float: the shortest text that reads back as the same number.
function repr.float_text(value)
  if value ~= value then
    return "nan"
  elseif value == math.huge then
    return "inf"
  elseif value == -math.huge then
    return "-inf"
  elseif value == 0 then
    return 1 / value < 0 and "-0.0" or "0.0"
  end
  local body = float_digits(scientific(shortest(math.abs(value))))
  return value < 0 and "-" .. body or body
end

local escapes = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\\"] = "\\\\" }

--- repr() of a str.
function repr.quoted(value)
  local quote = "'"
  if value:find("'", 1, true) and not value:find('"', 1, true) then
    quote = '"'
  end
  local body = value:gsub("[%c\\" .. quote .. "]", function(char)
    return escapes[char] or char == quote and "\\" .. char or ("\\x%02x"):format(char:byte())
  end)
  return quote .. text.escape_unprintable(body) .. quote
end

local function joined(items, open, close)
  local parts = {}
  for index, item in ipairs(items) do
    parts[index] = repr.repr(item)
  end
  return open .. table.concat(parts, ", ") .. close
end

local function quoted_bytes(value)
  local quote = value.text:find("'", 1, true) and not value.text:find('"', 1, true) and '"' or "'"
  local body = value.text:gsub("[%c\\\127-\255" .. quote .. "]", function(char)
    return escapes[char] or char == quote and "\\" .. char or ("\\x%02x"):format(char:byte())
  end)
  return "b" .. quote .. body .. quote
end

local function address(value)
  return ("0x%x"):format(0x7f0000000000 + #tostring(rawget(value, "name") or ""))
end

-- repr by kind.
local writers = {
  str = repr.quoted,
  bytes = quoted_bytes,
  list = function(value)
    return joined(value, "[", "]")
  end,
  tuple = function(value)
    return joined(value, "(", #value == 1 and ",)" or ")")
  end,
  set = function(value)
    return value.inner.count == 0 and "set()" or joined(dicts.set_items(value), "{", "}")
  end,
  dict = function(value)
    local parts = {}
    for index, pair in ipairs(dicts.pairs(value)) do
      parts[index] = repr.repr(pair[1]) .. ": " .. repr.repr(pair[2])
    end
    return "{" .. table.concat(parts, ", ") .. "}"
  end,
  Undefined = function()
    return "Undefined"
  end,
  generator = function(value)
    return ("<generator object %s at %s>"):format(value.name, address(value))
  end,
  ["function"] = function(value)
    if value.owner ~= nil then
      return ("<built-in method %s of %s object at %s>"):format(value.name, kind(value.owner),
        address(value))
    end
    return ("<function %s at %s>"):format(value.name, address(value))
  end,
}
for _, view in ipairs({ "dict_keys", "dict_values", "dict_items" }) do
  writers[view] = function(value)
    return view .. joined(dicts.view_items(value), "([", "])")
  end
end

-- Further types say it themselves: python_repr, and python_str where str is not repr.
function values.undefined_type.python_str()
  return ""
end

local function scalar(value)
  if type(value) == "number" then
    return math.type(value) == "integer" and tostring(value) or repr.float_text(value)
  elseif value == true then
    return "True"
  elseif value == false then
    return "False"
  elseif value == null or value == nil then
    return "None"
  elseif getmetatable(value) == json.bignum then
    return value.text
  end
end

local function written(value, write)
  limits.enter()
  local result = write(value)
  limits.leave()
  limits.bytes(#result)
  return result
end

--- Python's repr().
function repr.repr(value)
  local simple = scalar(value)
  if simple then
    return simple
  end
  local write = writers[kind(value)] or (getmetatable(value) or {}).python_repr
  if not write then
    return ("<%s object>"):format(kind(value))
  end
  return written(value, write)
end

--- Python's str().
function repr.str(value)
  local form = type(value)
  if form == "string" then
    return value
  end
  local write = form == "table" and (getmetatable(value) or {}).python_str
  if write then
    return written(value, write)
  end
  return repr.repr(value)
end

return repr
