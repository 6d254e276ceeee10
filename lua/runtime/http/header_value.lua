--- Values of request headers as they are sent: one line, in ISO 8859-1 (RFC 9110, section 5.5).
local failure = require("runtime.failure")
local json = require("host.json")
local values = require("runtime.interpolation.values")

local header_value = {}

local function refuse_characters(what, text)
  failure.raise({
    class = "InvalidHeader",
    message = "Invalid leading whitespace, reserved character(s), or return character(s) in header "
      .. what .. ": " .. values.repr(text),
  })
end

local function escaped(code)
  local form = code > 0xFFFF and "\\U%08x" or code > 0xFF and "\\u%04x" or "\\x%02x"
  return form:format(code)
end

-- `first` and `last` count characters from 0, as Python's errors do.
local function refuse(codec, text, first, last, code)
  local where = first == last and ("character '%s' in position %d"):format(escaped(code), first)
    or ("characters in position %d-%d"):format(first, last)
  local reason = ("ordinal not in range(%d)"):format(codec.most)
  failure.raise({
    class = "UnicodeEncodeError",
    message = ("'%s' codec can't encode %s: %s"):format(codec.name, where, reason),
    arguments = ("'%s', %s, %d, %d, '%s'"):format(codec.name, values.repr(text), first, last + 1,
      reason),
  })
end

local ASCII = { name = "ascii", most = 128 }
local LATIN_1 = { name = "latin-1", most = 256 }

local function encoded(text, codec)
  local bytes, first, last, code_of_first = {}, nil, nil, nil
  for _, code in utf8.codes(text) do
    local position = #bytes
    bytes[position + 1] = code < codec.most and string.char(code) or ""
    if code >= codec.most and not first then
      first, code_of_first = position, code
    end
    if code >= codec.most and (not last or last == position - 1) then
      last = position
    end
  end
  if first then
    refuse(codec, text, first, last, code_of_first)
  end
  return table.concat(bytes)
end

--- Raises InvalidHeader for a name that is none, UnicodeEncodeError for one that is not in ASCII.
function header_value.check_name(name)
  if not name:find("^[^%s:][^:\r\n]*$") then
    refuse_characters("name", name)
  elseif name:find("[\128-\255]") and utf8.len(name) then
    encoded(name, ASCII)
  end
end

--- Raises InvalidHeader for a value that is no text, in headers that are sent as they were given.
--- @param headers table JSON object; members that are null are not sent
function header_value.check_texts(headers)
  for name, value in pairs(headers) do
    if type(value) ~= "string" and value ~= json.null then
      local text, kind = values.repr(value), values.kind(value)
      failure.raise({
        class = "InvalidHeader",
        message = ("Header part (%s) from (%s, %s) must be of type str or bytes, not <class '%s'>")
          :format(text, values.repr(name), text, kind),
      })
    end
  end
end

--- @param text string UTF-8; bytes that are none are sent as they are
--- @return string bytes. Raises InvalidHeader, UnicodeEncodeError.
function header_value.encode(text)
  if text:find("^%s") or text:find("[\r\n]") then
    refuse_characters("value", text)
  end
  if not text:find("[\128-\255]") or not utf8.len(text) then
    return text
  end
  return encoded(text, LATIN_1)
end

return header_value
