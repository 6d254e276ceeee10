--- Python's literal_eval: the value of a text that is a Python literal. Most texts are told apart
--- by how they begin; the grammar is made for the first that needs it.
local limits = require("runtime.interpolation.limits")

local literal = {}

-- The first characters with which a literal may begin, blanks apart.
local starts = {}
for char in ("0123456789+-.'\"([{TFNrRbBuUs#\\\r\n\f"):gmatch(".") do
  starts[char] = true
end

-- Words that begin as a literal does, by their first letter.
local words = {
  N = "^None", T = "^True", F = "^False", s = "^set",
  r = "^r[bB]?['\"]", R = "^R[bB]?['\"]", b = "^b[rR]?['\"]", B = "^B[rR]?['\"]",
  u = "^u['\"]", U = "^U['\"]",
}

-- Whether a text is surely no literal: most texts are told apart by their first characters.
local function is_plain(text, at)
  local first = text:sub(at, at)
  if words[first] then
    return not text:find(words[first], at)
  end
  -- Dates, times, paths.
  return not starts[first] or text:find("^%d+[-:/]", at) ~= nil
end

local byte_at = string.byte

-- The bytes that a literal may begin with, words and blanks included.
local starting_byte = { [byte_at(" ")] = true, [byte_at("\t")] = true }
for _, set in ipairs({ starts, words }) do
  for char in pairs(set) do
    starting_byte[byte_at(char)] = true
  end
end

--- Whether a value is a text whose first byte tells that it is no literal.
function literal.is_plain(value)
  return type(value) == "string" and value ~= "" and not starting_byte[byte_at(value)]
end

-- Python's own reader gives up at 200 open brackets.
local function too_deep(text)
  local depth, most = 0, 0
  for bracket in text:gmatch("[%[%]{}()]") do
    depth = depth + ((bracket == "[" or bracket == "{" or bracket == "(") and 1 or -1)
    most = math.max(most, depth)
  end
  return most >= 200
end

-- The number that most literals are; nil for those that need the grammar.
local function simple_number(text)
  local is_simple = text == "0" or #text < 19 and text:find("^%-?[1-9]%d*$")
    or #text < 40 and text:find("^%d+%.%d+$")
  return is_simple and tonumber(text) or nil
end

--- The value of the text, or nil when it is no literal.
function literal.eval(text)
  local at = text:find("[^ \t]")
  if not at or is_plain(text, at) then
    return nil
  end
  limits.bytes(#text)
  local number = simple_number(text)
  if number then
    return number
  elseif text:find("\0", 1, true) or text:find("[\r\n][ \t]+$") or too_deep(text) then
    return nil -- blanks alone on a last line without an end are an indentation to Python
  end
  return require("runtime.interpolation.literal_grammar")(at > 1 and text:sub(at) or text)
end

return literal
