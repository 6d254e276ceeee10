--- Filters on text.
local access = require("runtime.interpolation.access")
local dicts = require("runtime.interpolation.dicts")
local errors = require("runtime.interpolation.errors")
local json_values = require("runtime.interpolation.json_values")
local sequences = require("runtime.interpolation.sequences")
local str = require("runtime.interpolation.methods.str")
local strip = require("runtime.interpolation.methods.str_strip")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local escapes = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ["'"] = "&#39;",
  ['"'] = "&#34;" }

local function escape(value)
  return (values.str(value):gsub("[&<>'\"]", escapes))
end

local function percent(value, keep)
  return (value:gsub("[^%w_.~/ -]", function(char)
    return ("%%%02X"):format(char:byte())
  end):gsub(" ", keep and "+" or "%%20"))
end

-- The template language's url_quote; `query` also escapes slashes and writes + for blanks.
local function url_quote(value, query)
  if values.kind(value) == "bytes" then
    value = value.text
  end
  local quoted = percent(values.str(value), query)
  return query and quoted:gsub("/", "%%2F") or quoted
end

local function urlencode(value)
  if type(value) == "string" or not sequences.is_iterable(value) or
    values.kind(value) == "bytes" then
    return url_quote(value)
  end
  local parts = {}
  local list = values.kind(value) == "dict" and dicts.pairs(value) or sequences.items(value)
  for index, item in ipairs(list) do
    local pair = values.kind(value) == "dict" and item or sequences.items(item)
    if #pair ~= 2 then
      errors.value_error("not enough values to unpack (expected 2, got %d)", #pair)
    end
    parts[index] = url_quote(pair[1], true) .. "=" .. url_quote(pair[2], true)
  end
  return table.concat(parts, "&")
end

local function title(value)
  local parts, rest = {}, values.str(value)
  for word, gap in rest:gmatch("([^%-%s({%[<]*)([%-%s({%[<]*)") do
    local first = text.sub(word, 1, 1)
    parts[#parts + 1] = text.upper(first) .. text.lower(word:sub(#first + 1)) .. gap
  end
  return table.concat(parts)
end

local function wordcount(value)
  local count = 0
  for _ in values.str(value):gmatch("[%w_\128-\255]+") do
    count = count + 1
  end
  return count
end

local function xmlattr(value, autospace)
  local parts = {}
  if values.kind(values.defined(value)) ~= "dict" then
    errors.raise("AttributeError", "'%s' object has no attribute 'items'", values.kind(value))
  end
  for _, pair in ipairs(dicts.pairs(value)) do
    local key, member = pair[1], pair[2]
    if member ~= values.None and not values.is_undefined(member) then
      if type(key) ~= "string" then
        errors.type_error("expected string or bytes-like object, got '%s'", values.kind(key))
      elseif key:find("[%s/>=]") then
        errors.value_error("Invalid character in attribute name: %s", values.repr(key))
      end
      parts[#parts + 1] = ('%s="%s"'):format(escape(key), escape(member))
    end
  end
  local joined = table.concat(parts, " ")
  if joined ~= "" and (autospace == nil or values.truthy(autospace)) then
    return " " .. joined
  end
  return joined
end

local unescaped = { amp = "&", lt = "<", gt = ">", quot = '"', nbsp = "\u{a0}", apos = "'" }

local function unescape(value)
  return (value:gsub("&(#?[%w]+);", function(name)
    local decimal, hex = name:match("^#(%d+)$"), name:match("^#[xX](%x+)$")
    if decimal or hex then
      return utf8.char(tonumber(decimal or hex, decimal and 10 or 16))
    end
    return unescaped[name]
  end))
end

local function striptags(value)
  local body = values.str(value):gsub("<!%-%-.-%-%->", ""):gsub("<[^>]*>", "")
  return unescape((strip.both(body):gsub("%s+", " ")))
end

local tojson_escapes = { ["<"] = "\\u003c", [">"] = "\\u003e", ["&"] = "\\u0026",
  ["'"] = "\\u0027" }

local function sorted_copy(value)
  return json_values.dumps(value, { sort_keys = true })
end

local function tojson(value, indent)
  local body
  if indent ~= nil and indent ~= values.None then
    indent = sequences.integer(indent)
    body = json_values.dumps(value, { sort_keys = true, indent = math.max(0, indent) })
  else
    body = sorted_copy(value)
  end
  return (body:gsub("[<>&']", tojson_escapes))
end

local function soft(method)
  return function(value, ...)
    return access.call_method(values.str(value), method, { ... })
  end
end

return {
  { "upper", "", "Upper case.", soft("upper") },
  { "lower", "", "Lower case.", soft("lower") },
  { "capitalize", "", "First letter upper case, the rest lower.", soft("capitalize") },
  { "title", "", "Each word capitalized.", title },
  { "trim", "chars?", "Without blanks (or chars) at both ends.", function(value, chars)
    return strip.both(values.str(value), chars)
  end },
  { "replace", "old new count?", "Occurrences of old replaced by new.",
    function(value, old, new, count)
      if count == values.None then
        count = nil
      end
      return str.replace(values.str(value), values.str(old), values.str(new), count)
    end },
  { "format", "*", "Percent formatting of the text.", function(value, args, kwargs)
    if #args > 0 and kwargs then
      errors.raise("FilterArgumentError",
        "can't handle positional and keyword arguments at the same time")
    end
    local given = values.tuple(args)
    if kwargs then
      given = dicts.new()
      for _, name in ipairs(kwargs[0]) do
        dicts.set(given, name, kwargs[name])
      end
    end
    return require("runtime.interpolation.percent").format(values.str(value), given)
  end },
  { "escape", "", "HTML escapes.", escape, aliases = { "e", "forceescape" } },
  { "safe", "", "The value as it is.", values.str },
  { "striptags", "", "Without HTML tags.", striptags },
  { "urlencode", "", "URL escapes; of pairs a query.", urlencode },
  { "wordcount", "", "The number of words.", wordcount },
  { "xmlattr", "autospace?", "The attributes of a dict as XML.", xmlattr },
  { "tojson", "indent?", "JSON with HTML-safe escapes.", tojson },
  { "pprint", "", "The repr of the value.", function(value)
    return values.repr(value)
  end },
}
