--- The grammar of Python's literals: a text as a value, or nil when it is none.
local errors = require("runtime.interpolation.errors")
local escapes = require("runtime.interpolation.escapes")
local json_values = require("runtime.interpolation.json_values")
local lpeg = require("lpeg")
local numbers = require("runtime.interpolation.numbers")
local values = require("runtime.interpolation.values")

local P, R, S, C, Cc, Ct, V = lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Ct, lpeg.V

lpeg.setmaxstack(5000)

-- Raised inside a match: the text looks like a literal and is none.
local NONE = {}

local function fail()
  error(NONE, 0)
end

local wide = R("az", "AZ", "09", "\128\255") + P("_")
local comment = P("#") * (1 - S("\r\n")) ^ 0
local break_ = P("\r\n") + S("\r\n")
local joined = P("\\") * break_
-- Inside brackets a line may break; outside it may not.
local inner = (S(" \t\f\r\n") + comment + joined) ^ 0
local outer = (S(" \t\f") + joined) ^ 0
local before = (S(" \t\f") ^ 0 * comment ^ -1 * break_) ^ 0
local after = (S(" \t\f\r\n") + comment) ^ 0

local digit = R("09")
local under = P("_") ^ -1
local digits = digit * (under * digit) ^ 0
local exponent = S("eE") * S("+-") ^ -1 * digits
local float = (digits * P(".") * digits ^ -1 + P(".") * digits) * exponent ^ -1 + digits * exponent
local integer = P("0") * S("xX") * (under * R("09", "af", "AF")) ^ 1
  + P("0") * S("oO") * (under * R("07")) ^ 1
  + P("0") * S("bB") * (under * S("01")) ^ 1
  + R("19") * (under * digit) ^ 0 + P("0") * (under * P("0")) ^ 0

local function read_float(text)
  return tonumber((text:gsub("_", ""))) + 0.0
end

local function read_integer(text)
  return numbers.parse_int(text, 0) or fail()
end

local number = (float / read_float + integer / read_integer) * -(wide + P("."))
local bracketed = P({ "value", value = number + P("(") * inner * V("value") * inner * P(")") })
local signed = P("-") * outer * bracketed / numbers.negate + P("+") * outer * bracketed + number

local function keyword(word, value)
  return P(word) * -wide * Cc(value)
end
local ellipsis_type = values.new_type("ellipsis")
function ellipsis_type.python_repr()
  return "Ellipsis"
end
local ellipsis = setmetatable({}, ellipsis_type)
local constant = keyword("True", true) + keyword("False", false) + keyword("None", values.None)
  + P("...") * Cc(ellipsis)

local function body(quote, multi)
  local stop = P(quote)
  local plain = multi and (1 - stop - P("\\")) or (1 - stop - S("\\\r\n"))
  -- Three quotes are never an empty text and the beginning of another.
  local open = multi and stop or stop - P(quote:rep(3))
  return open * C((plain + P("\\") * 1) ^ 0) * stop
end
local quoted = body('"""', true) + body("'''", true) + body('"') + body("'")
local prefix = C(S("rR") * S("bB") + S("bB") * S("rR") + S("rRbBuU") + P(""))

local function read_piece(marks, text)
  marks = marks:lower()
  local bytes, raw = marks:find("b") ~= nil, marks:find("r") ~= nil
  if bytes and text:find("[\128-\255]") then
    fail()
  end
  text = text:gsub("\r\n?", "\n")
  return { text = raw and text or escapes.decode(text, bytes) or fail(), bytes = bytes }
end

-- Neighbouring texts are one.
local function join_pieces(first, ...)
  local rest, bytes = { ... }, first.bytes
  local parts = { first.text }
  for index, one in ipairs(rest) do
    if one.bytes ~= bytes then
      fail()
    end
    parts[index + 1] = one.text
  end
  local whole = table.concat(parts)
  return bytes and values.bytes(whole) or whole
end

local piece = prefix * quoted / read_piece

local function texts(space)
  return piece * (space * piece) ^ 0 / join_pieces
end

-- What cannot be made (an unhashable key) is no literal.
local function made_by(make)
  return function(list)
    local ok, value = pcall(make, list)
    return ok and value or fail()
  end
end

local item = V("item")
local comma = inner * P(",") * inner
local more = (comma * item) ^ 0 * (inner * P(",")) ^ -1
local pair = Ct(item * inner * P(":") * inner * item)

-- One item, or several with commas between them: a tuple.
local function tuple_or_item(list, trailing)
  if #list == 1 and not trailing then
    return list[1]
  end
  return values.tuple(list)
end

local function comma_list(space, one)
  local sep = space * P(",") * space
  return Ct(one * (sep * one) ^ 0) * (space * P(",") * Cc(true)) ^ -1 / tuple_or_item
end

local function bracketed_items()
  return P("(") * inner * (comma_list(inner, item) + P("") / function()
    return values.tuple({})
  end) * inner * P(")")
end

local grammar = P({
  "item",
  item = signed + constant + texts(inner) + V("list") + V("group") + V("braces") + V("empty_set"),
  list = P("[") * inner * Ct((item * more) ^ -1) * inner * P("]") / values.list,
  group = bracketed_items(),
  braces = P("{") * inner * (
    Ct(pair * (comma * pair) ^ 0 * (inner * P(",")) ^ -1) / made_by(json_values.dict)
    + Ct(item * more) / made_by(json_values.set)
    + P("") / function()
      return json_values.dict({})
    end) * inner * P("}"),
  empty_set = P("set") * inner * P("(") * inner * P(")") / function()
    return json_values.set({})
  end,
})

local top = before * comma_list(outer, texts(outer) + grammar) * after * -1

local function match(text)
  return top:match(text)
end

--- @param text string without blanks at its beginning
--- @return any value nil when the text is no literal
return function(text)
  local ok, value = pcall(match, text)
  if ok then
    return value
  elseif errors.is(value, "LimitError") then
    error(value, 0)
  end
  return nil
end
