--- JSON as Python reads it: NaN, Infinity and -Infinity are numbers, which RFC 8259 does not have.
--- Some servers write them.
local json = require("host.json")

local python_json = {}

local NAN = "\0NaN"
local WORDS = { NaN = json.encode(NAN), Infinity = "1e999" }
local BACKSLASH = 92

-- Where the string that begins at `at` ends; nil where it does not.
local function string_end(text, at)
  at = text:find('["\\]', at + 1)
  while at and text:byte(at) == BACKSLASH do
    at = text:find('["\\]', at + 2)
  end
  return at
end

--- The text with those words outside of strings as JSON values; nil where there is none.
local function mended(text)
  local parts, from, at, found = {}, 1, 1, false
  while true do
    at = text:find('["NI]', at)
    local stop = at and text:byte(at) == 34 and string_end(text, at)
    if not at or stop == nil then
      break
    elseif stop then
      at = stop + 1
    else
      local word = text:match("^%a+", at)
      if not WORDS[word] then
        return nil
      end
      parts[#parts + 1] = text:sub(from, at - 1) .. WORDS[word]
      at, found = at + #word, true
      from = at
    end
  end
  parts[#parts + 1] = text:sub(from)
  return found and table.concat(parts) or nil
end

local function with_nan(value)
  if value == NAN then
    return 0 / 0
  elseif json.is_object(value) or json.is_array(value) then
    for key, member in pairs(value) do
      if type(member) == "table" or member == NAN then
        value[key] = with_nan(member)
      end
    end
  end
  return value
end

--- @return any value, string|nil reason: as json.decode
function python_json.decode(text)
  local value, reason = json.decode(text)
  if value == nil and text:find("%f[%a][NI][an][Nf]") then
    local other = mended(text)
    value = other and json.decode(other)
    if value ~= nil then
      return with_nan(value)
    end
  end
  return value, reason
end

return python_json
