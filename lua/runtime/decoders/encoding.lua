--- Text in other encodings as UTF-8.
local failure = require("runtime.failure")

local encoding = {}

--- Bytes 0x80 to 0x9F of Windows' western code page.
local WINDOWS_1252 = {
  0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021,
  0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
  0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
}

-- The least and the greatest second byte, where that is not any (RFC 3629, section 4).
local SECOND = {
  [0xE0] = "[\xA0-\xBF]",
  [0xED] = "[\x80-\x9F]",
  [0xF0] = "[\x90-\xBF]",
  [0xF4] = "[\x80-\x8F]",
}

--- @return string reason, integer last the last byte of the wrong sequence
local function why_invalid(text, at)
  local byte = text:byte(at)
  if byte < 0xC2 or byte > 0xF4 then
    return "invalid start byte", at
  end
  local wanted = byte < 0xE0 and 1 or byte < 0xF0 and 2 or 3
  local last = at
  for index = 1, wanted do
    local pattern = index == 1 and SECOND[byte] or "[\x80-\xBF]"
    if not text:find("^" .. pattern, at + index) then
      break
    end
    last = at + index
  end
  return last == #text and "unexpected end of data" or "invalid continuation byte", last
end

--- Python's repr of bytes.
local function bytes_repr(text)
  local quote = text:find("'", 1, true) and not text:find('"', 1, true) and '"' or "'"
  local named = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\\"] = "\\\\" }
  named[quote] = "\\" .. quote
  local body = text:gsub("[%c\\'\"\x7F-\xFF]", function(char)
    return named[char] or (char:find("['\"]") and char) or ("\\x%02x"):format(char:byte())
  end)
  return "b" .. quote .. body .. quote
end

-- An error as Python's codec tells it: byte `at`, or the bytes from there on.
local function refuse(text, codec, at, last, reason)
  local where = at == last and ("byte 0x%02x in position %d"):format(text:byte(at), at - 1)
    or ("bytes in position %d-%d"):format(at - 1, last - 1)
  failure.raise({
    class = "UnicodeDecodeError",
    message = ("'%s' codec can't decode %s: %s"):format(codec, where, reason),
    arguments = ("'%s', %s, %d, %d, '%s'"):format(codec, bytes_repr(text), at - 1, last, reason),
  })
end

local function plain(text)
  local length, at = utf8.len(text)
  if not length then
    local reason, last = why_invalid(text, at)
    refuse(text, "utf-8", at, last, reason)
  end
  return text
end

local function with_signature(text)
  return plain((text:gsub("^\xEF\xBB\xBF", "")))
end

local function latin1(text)
  return (text:gsub("[\x80-\xFF]", function(byte)
    return utf8.char(byte:byte())
  end))
end

local function windows_1252(text)
  return (text:gsub("[\x80-\xFF]", function(char)
    local byte = char:byte()
    return utf8.char(byte < 0xA0 and WINDOWS_1252[byte - 0x7F] or byte)
  end))
end

local FORMATS = { ["utf-16-le"] = "<I2", ["utf-16-be"] = ">I2" }

-- The character of a high surrogate at a place and of the low one that has to follow.
local function joined(text, at, codec, high)
  if at + 3 > #text then
    refuse(text, codec, at, #text, "unexpected end of data")
  end
  local low = string.unpack(FORMATS[codec], text, at + 2)
  if low < 0xDC00 or low > 0xDFFF then
    refuse(text, codec, at, at + 1, "illegal UTF-16 surrogate")
  end
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
end

local function utf16_units(text, at, codec)
  local parts, format = {}, FORMATS[codec]
  while at < #text do
    local unit, start = string.unpack(format, text, at), at
    at = at + 2
    if unit >= 0xDC00 and unit < 0xE000 then
      refuse(text, codec, start, start + 1, "illegal encoding")
    elseif unit >= 0xD800 and unit < 0xDC00 then
      unit, at = joined(text, start, codec, unit), at + 2
    end
    parts[#parts + 1] = utf8.char(unit)
  end
  if at == #text then
    refuse(text, codec, at, at, "truncated data")
  end
  return table.concat(parts)
end

local function utf16(text)
  if text:sub(1, 2) == "\xFE\xFF" then
    return utf16_units(text, 3, "utf-16-be")
  end
  return utf16_units(text, text:sub(1, 2) == "\xFF\xFE" and 3 or 1, "utf-16-le")
end

local READERS = {
  utf8 = plain,
  ascii = plain,
  usascii = plain,
  utf8sig = with_signature,
  latin1 = latin1,
  iso88591 = latin1,
  l1 = latin1,
  windows1252 = windows_1252,
  cp1252 = windows_1252,
  utf16 = utf16,
  utf16le = function(text)
    return utf16_units(text, 1, "utf-16-le")
  end,
  utf16be = function(text)
    return utf16_units(text, 1, "utf-16-be")
  end,
}

local function reader_of(name)
  return READERS[(name:lower():gsub("[^%w]", ""))]
end

--- Whether text in an encoding of that name is UTF-8 as it stands.
function encoding.is_utf8(name)
  return reader_of(name) == plain
end

function encoding.is_known(name)
  return reader_of(name) ~= nil
end

function encoding.is_latin1(name)
  return reader_of(name) == latin1
end

--- @param name string Python's name of the encoding, in any spelling
--- Raises a LookupError for one that is not known.
function encoding.decode(text, name)
  local reader = reader_of(name)
  if not reader then
    failure.raise({ class = "LookupError", message = "unknown encoding: " .. name })
  end
  return reader(text)
end

return encoding
