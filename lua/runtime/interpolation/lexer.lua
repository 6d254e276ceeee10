--- Template text to tokens: { type, value, offset }.
---
--- Types: data, variable_begin, variable_end, block_begin, block_end, name, string, integer, float,
--- an operator's own text, eof. White-space control (`-`) is applied here.
local escapes = require("runtime.interpolation.escapes")
local lpeg = require("lpeg")
local numbers = require("util.later")("runtime.interpolation.numbers")
local syntax = require("runtime.interpolation.syntax")

local P, R, S, C, Cc, Cp = lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cp

local digit = R("09")
local under = P("_") ^ -1
local digits = digit * (under * digit) ^ 0
local exponent = S("eE") * S("+-") ^ -1 * digits
local float = digits * ((P(".") * digits) * exponent ^ -1 + exponent)
local integer = P("0") * S("bB") * (under * S("01")) ^ 1
  + P("0") * S("oO") * (under * R("07")) ^ 1
  + P("0") * S("xX") * (under * R("09", "af", "AF")) ^ 1
  + R("19") * (under * digit) ^ 0
  + P("0") * (under * P("0")) ^ 0
local word = (R("az", "AZ", "09", "\128\255") + P("_")) ^ 1
local function quoted(quote)
  return P(quote) * ((1 - S(quote .. "\\")) + P("\\") * 1) ^ 0 * P(quote)
end
local string = quoted("'") + quoted('"')
local operator = P("//") + P("**") + P("==") + P("!=") + P(">=") + P("<=")
  + S("+-/*%~[](){}><=.:|,;")

-- After a point there are indices: x.0.5 is x[0][5].
local token = -lpeg.B(P(".")) * Cc("float") * C(float) * Cp()
  + Cc("integer") * C(integer) * Cp()
  + Cc("name") * C(word) * Cp()
  + Cc("string") * C(string) * Cp()
  + Cc("operator") * C(operator) * Cp()

local closing = { ["{"] = "}", ["("] = ")", ["["] = "]" }
local closers = { ["}"] = true, [")"] = true, ["]"] = true }

local readers = {}

function readers.float(value)
  return tonumber((value:gsub("_", ""))) + 0.0
end

function readers.integer(value)
  return numbers.parse_int(value, 0)
end

function readers.name(value, offset)
  if value:find("^%d") then
    syntax.fail(offset, "Invalid character in identifier")
  end
  return value
end

function readers.string(value, offset)
  local text = escapes.decode((value:sub(2, -2):gsub("\r\n?", "\n")))
  if not text then
    syntax.fail(offset, "wrong escape in a text")
  end
  return text
end

local function balance(stack, value, offset)
  if closing[value] then
    stack[#stack + 1] = closing[value]
  elseif closers[value] then
    local expected = table.remove(stack)
    if not expected then
      syntax.fail(offset, "unexpected '%s'", value)
    elseif expected ~= value then
      syntax.fail(offset, "unexpected '%s', expected '%s'", value, expected)
    end
  end
end

local function push(state, type, value, offset)
  local tokens = state.tokens
  tokens[#tokens + 1] = { type = type, value = value, offset = offset }
end

-- Where the tag ends at `at`: the position after its end, or nil.
local function tag_end(source, at, close, signs)
  local sign = source:sub(at, at)
  if sign == "-" and source:sub(at + 1, at + 2) == close then
    return source:match("^%s*()", at + 3)
  elseif signs == "+" and sign == "+" and source:sub(at + 1, at + 2) == close then
    return at + 3
  elseif source:sub(at, at + 1) == close then
    return at + 2
  end
end

-- The tokens between the delimiters of a tag.
local function read_tag(state, at, close, what)
  local source, stack = state.source, {}
  while true do
    local stop = #stack == 0 and tag_end(source, at, close, what == "block" and "+")
    if stop then
      push(state, what .. "_end", close, at)
      return stop
    end
    local blank = source:match("^%s+()", at)
    if blank then
      at = blank
    elseif at > #source then
      return at
    else
      local type, value, after = token:match(source, at)
      if not type then
        local char = source:match("^[%z\1-\127\192-\255][\128-\191]*", at) or source:sub(at, at)
        syntax.fail(at, "unexpected char '%s' at %d", char, at - 1)
      end
      if type == "operator" then
        balance(stack, value, at)
        type = value
      else
        value = readers[type](value, at)
      end
      push(state, type, value, at)
      at = after
    end
  end
end

local function push_data(state, text, offset)
  if text ~= "" then
    push(state, "data", text, offset)
  end
end

local function read_comment(state, at)
  local source = state.source
  local stop = source:find("#}", at, true)
  if not stop and at > #source then
    return at
  elseif not stop then
    syntax.fail(at - 2, "Missing end of comment tag")
  end
  if source:sub(stop - 1, stop - 1) == "-" and stop - 1 >= at then
    return source:match("^%s*()", stop + 2)
  end
  return stop + 2
end

-- The text between raw and endraw.
local function read_raw(state, at)
  local source, from = state.source, at
  while true do
    local open = source:find("{%", from, true)
    if not open and at > #source then
      return at
    elseif not open then
      syntax.fail(at, "Missing end of raw directive")
    end
    local sign, last = source:match("^([-+]?)%s*endraw%s*()", open + 2)
    local stop = last and tag_end(source, last, "%}", "+")
    if stop then
      local text = source:sub(at, open - 1)
      push_data(state, sign == "-" and text:gsub("%s+$", "") or text, at)
      return stop
    end
    from = open + 2
  end
end

local function raw_begin(source, open)
  local last = source:match("^[-+]?%s*raw%s*()", open + 2)
  return last and tag_end(source, last, "%}", "")
end

local openers = { ["{{"] = "variable", ["{%"] = "block", ["{#"] = "comment" }
local ends = { variable = "}}", block = "%}" }

local function read_construct(state, open)
  local source = state.source
  local what = openers[source:sub(open, open + 1)]
  local raw = what == "block" and raw_begin(source, open)
  if raw then
    return read_raw(state, raw)
  end
  local at = source:match("^[-+]?()", open + 2)
  if what == "comment" then
    return read_comment(state, at)
  end
  push(state, what .. "_begin", source:sub(open, open + 1), open)
  return read_tag(state, at, ends[what], what)
end

local function find_open(source, at)
  while true do
    local open = source:find("{[{%%#]", at)
    if not open or openers[source:sub(open, open + 1)] then
      return open
    end
    at = open + 1
  end
end

--- The tokens of a template; raises a syntax error.
local function tokenize(source)
  local state = { tokens = {}, source = source }
  local at = 1
  while at <= #source do
    local open = find_open(source, at)
    local text = source:sub(at, (open or #source + 1) - 1)
    if open and source:sub(open + 2, open + 2) == "-" then
      text = text:gsub("%s+$", "")
    end
    push_data(state, text, at)
    at = open and read_construct(state, open) or #source + 1
  end
  push(state, "eof", "", #source + 1)
  return state.tokens
end

return function(source)
  -- One trailing line break does not count.
  source = source:gsub("\r\n?", "\n"):gsub("\n$", "")
  return tokenize(source)
end
