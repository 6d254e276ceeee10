--- Methods of bytes, and encodings of text.
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local values = require("runtime.interpolation.values")

local bytes = { methods = {} }

local function name_of(encoding)
  if encoding == nil then
    return "utf8"
  elseif type(encoding) ~= "string" then
    errors.type_error("encoding must be str, not %s", values.kind(encoding))
  end
  local name = encoding:lower():gsub("[-_ ]", "")
  return (name == "usascii" or name == "ascii") and "ascii"
    or (name == "latin1" or name == "iso88591") and "latin1" or name
end

local function unknown(encoding)
  errors.raise("LookupError", "unknown encoding: %s", tostring(encoding))
end

--- str.encode().
function bytes.encode(text, encoding)
  local name = name_of(encoding)
  if name == "ascii" and text:find("[\128-\255]") then
    errors.raise("UnicodeEncodeError", "'ascii' codec can't encode characters")
  elseif name == "latin1" then
    return values.bytes((text:gsub("[\192-\255][\128-\191]*", function(char)
      local code = utf8.codepoint(char)
      if code > 255 then
        errors.raise("UnicodeEncodeError", "'latin-1' codec can't encode characters")
      end
      return string.char(code)
    end)))
  elseif name ~= "utf8" and name ~= "ascii" then
    unknown(encoding)
  end
  return values.bytes(text)
end

local function decode(value, encoding)
  local name, text = name_of(encoding), value.text
  if name == "latin1" then
    return (text:gsub("[\128-\255]", function(char)
      return utf8.char(char:byte())
    end))
  elseif name ~= "utf8" and name ~= "ascii" then
    unknown(encoding)
  elseif not utf8.len(text) or (name == "ascii" and text:find("[\128-\255]")) then
    errors.raise("UnicodeDecodeError", "'%s' codec can't decode bytes", name)
  end
  return text
end

bytes.methods.decode = call.method("decode", "encoding? errors?", decode)

bytes.methods.hex = call.method("hex", "/", function(value)
  return (value.text:gsub(".", function(char)
    return ("%02x"):format(char:byte())
  end))
end)

-- Methods that do the same as those of text.
for _, name in ipairs({ "upper", "lower", "strip", "lstrip", "rstrip" }) do
  bytes.methods[name] = function(value, args, kwargs)
    local method = require("runtime.interpolation.methods.str").methods[name]
    return values.bytes(method(value.text, args, kwargs))
  end
end

return bytes
