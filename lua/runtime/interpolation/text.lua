--- Text as Python sees it: a sequence of code points. Lua holds it as UTF-8.
local limits = require("runtime.interpolation.limits")

local text = {}

--- Whether every byte is ASCII: then positions are bytes.
local function ascii(value)
  return not value:find("[\128-\255]")
end
text.is_ascii = ascii

--- The number of code points.
function text.length(value)
  return ascii(value) and #value or utf8.len(value, 1, -1, true) or #value
end

--- The code points as a plain list of texts.
function text.chars(value)
  limits.bytes(#value)
  local list = {}
  for char in value:gmatch("[%z\1-\127\192-\255][\128-\191]*") do
    list[#list + 1] = char
  end
  return list
end

--- Code points first..last (from 1, inclusive, within bounds).
function text.sub(value, first, last)
  if first > last then
    return ""
  elseif ascii(value) then
    return value:sub(first, last)
  end
  local start = utf8.offset(value, first) or #value + 1
  local stop = utf8.offset(value, last + 1) or #value + 1
  return value:sub(start, stop - 1)
end

--- The position of the code point that begins at a byte, from 1.
function text.position(value, byte)
  return ascii(value) and byte or utf8.len(value, 1, byte, true) or byte
end

--- The byte at which a code point begins, from 1; one past the end when it is beyond.
function text.byte(value, position)
  return ascii(value) and math.min(position, #value + 1)
    or utf8.offset(value, position) or #value + 1
end

local function map_chars(value, convert)
  return (value:gsub("[\192-\255][\128-\191]*", function(char)
    return convert(utf8.codepoint(char, 1, 1, true))
  end))
end

-- Ranges in which upper and lower case alternate (even upper), or lie a fixed distance apart.
local function lower_code(code)
  if (code >= 0xC0 and code <= 0xDE and code ~= 0xD7) or (code >= 0x391 and code <= 0x3AB)
    or (code >= 0x410 and code <= 0x42F) then
    return code + 32
  elseif code >= 0x400 and code <= 0x40F then
    return code + 80
  elseif (code >= 0x100 and code <= 0x137 and code ~= 0x130) or (code >= 0x14A and code <= 0x177)
    or (code >= 0x460 and code <= 0x481) or (code >= 0x48A and code <= 0x4BF)
    or (code >= 0x1E00 and code <= 0x1E95) then
    return code % 2 == 0 and code + 1 or code
  elseif (code >= 0x139 and code <= 0x148) or (code >= 0x179 and code <= 0x17E) then
    return code % 2 == 1 and code + 1 or code
  end
  return code == 0x178 and 0xFF or code
end

local function upper_code(code)
  if (code >= 0xE0 and code <= 0xFE and code ~= 0xF7)
    or (code >= 0x3B1 and code <= 0x3CB and code ~= 0x3C2) or (code >= 0x430 and code <= 0x44F) then
    return code - 32
  elseif code >= 0x450 and code <= 0x45F then
    return code - 80
  elseif code == 0x3C2 then
    return 0x3A3
  elseif code == 0xB5 then
    return 0x39C
  elseif code == 0xFF then
    return 0x178
  elseif lower_code(code - 1) == code then
    return code - 1
  end
  return code
end

--- str.lower().
function text.lower(value)
  local lowered = value:lower()
  return ascii(value) and lowered or map_chars(lowered, function(code)
    return utf8.char(lower_code(code))
  end)
end

--- str.upper().
function text.upper(value)
  local uppered = value:upper()
  return ascii(value) and uppered or map_chars(uppered, function(code)
    return code == 0xDF and "SS" or utf8.char(upper_code(code))
  end)
end

local function code_of(char)
  return utf8.codepoint(char, 1, 1, true)
end

--- Whether a character has case, and which.
function text.is_upper(char)
  if #char == 1 then
    return char:find("^%u") ~= nil
  end
  return lower_code(code_of(char)) ~= code_of(char)
end

function text.is_lower(char)
  if #char == 1 then
    return char:find("^%l") ~= nil
  end
  local code = code_of(char)
  return upper_code(code) ~= code or code == 0xDF
end

--- Whether a character is a letter (beyond ASCII: everything from the alphabets' blocks).
function text.is_alpha(char)
  if #char == 1 then
    return char:find("^%a") ~= nil
  end
  local code = code_of(char)
  return (code >= 0xC0 and code ~= 0xD7 and code ~= 0xF7 and code < 0x2000) or code == 0xAA
    or code == 0xB5 or code == 0xBA or (code >= 0x3041 and code <= 0xD7A3)
end

-- Blanks beyond ASCII, as Python's str.isspace() knows them.
local spaces = { [0x85] = true, [0xA0] = true, [0x1680] = true, [0x2028] = true, [0x2029] = true,
  [0x202F] = true, [0x205F] = true, [0x3000] = true }
for code = 0x2000, 0x200A do
  spaces[code] = true
end

function text.is_space(char)
  if #char == 1 then
    return char:find("^[%s\28-\31]") ~= nil
  end
  return spaces[code_of(char)] == true
end

--- Code points that repr() escapes.
function text.escape_unprintable(value)
  if ascii(value) then
    return value
  end
  return map_chars(value, function(code)
    if code < 0xA1 or code == 0xAD then
      return ("\\x%02x"):format(code)
    elseif spaces[code] or (code >= 0x200B and code <= 0x200F) or (code >= 0x202A
      and code <= 0x202E) or code == 0xFEFF or (code >= 0xD800 and code <= 0xF8FF) then
      return ("\\u%04x"):format(code)
    end
    return utf8.char(code)
  end)
end

return text
