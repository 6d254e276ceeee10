--- Decimal digits and blanks of all alphabets: Python reads numbers that are written with them, and
--- servers in some languages send them.
local later = require("util.later")
local text_rules = later("runtime.interpolation.text")

local decimal = {}

-- The code points of zero; one to nine follow (Unicode 14).
local ZEROS = {
  0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50,
  0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0,
  0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30,
  0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0,
  0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC,
  0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
}

local digits

local function make_digits()
  digits = {}
  for _, zero in ipairs(ZEROS) do
    for value = 0, 9 do
      digits[utf8.char(zero + value)] = tostring(value)
    end
  end
  return digits
end

-- The ASCII digit of one of these; most texts have none.
local function digit(char)
  return (digits or make_digits())[char]
end

--- Whether a character is a decimal digit.
---@param char string
---@return boolean
function decimal.is_digit(char)
  return char:find("^%d$") ~= nil or digit(char) ~= nil
end

local function replaced(char)
  return digit(char) or text_rules.is_space(char) and " " or nil
end

--- A text with its digits and blanks in ASCII.
---@param text string
---@return string
function decimal.ascii(text)
  if not text:find("[\128-\255]") then
    return text
  end
  return (text:gsub(utf8.charpattern, replaced))
end

return decimal
