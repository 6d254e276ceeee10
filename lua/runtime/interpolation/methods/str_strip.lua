--- str.strip and its kin.
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local strip = {}

-- Whether a character is to be stripped, as a function.
local function stripped(chars)
  if chars == nil or chars == values.None then
    return text.is_space
  elseif type(chars) ~= "string" then
    errors.type_error("strip arg must be None or str")
  end
  local set = {}
  for _, char in ipairs(text.chars(chars)) do
    set[char] = true
  end
  return function(char)
    return set[char] == true
  end
end

-- Where what is kept begins.
local function first_kept(value, drop)
  local first = 1
  while first <= #value do
    local char = value:match("^.[\128-\191]*", first)
    if not drop(char) then
      break
    end
    first = first + #char
  end
  return first
end

-- Where it ends, not before `first`.
local function last_kept(value, drop, first)
  local last = #value
  while last >= first do
    local start = last
    while start > first and value:find("^[\128-\191]", start) do
      start = start - 1
    end
    if not drop(value:sub(start, last)) then
      break
    end
    last = start - 1
  end
  return last
end

-- Only the ends are looked at, whatever lies between.
local function run(value, chars, left, right)
  limits.bytes(#value)
  local drop = stripped(chars)
  local first = left and first_kept(value, drop) or 1
  return value:sub(first, right and last_kept(value, drop, first) or -1)
end

function strip.both(value, chars)
  return run(value, chars, true, true)
end

function strip.left(value, chars)
  return run(value, chars, true, false)
end

function strip.right(value, chars)
  return run(value, chars, false, true)
end

return strip
