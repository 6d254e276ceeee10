--- str.strip and its kin.
local errors = require("runtime.interpolation.errors")
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

local function run(value, chars, left, right)
  local drop = stripped(chars)
  local list = text.chars(value)
  local first, last = 1, #list
  while left and first <= last and drop(list[first]) do
    first = first + 1
  end
  while right and last >= first and drop(list[last]) do
    last = last - 1
  end
  return table.concat(list, "", first, last)
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
