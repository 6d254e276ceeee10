--- Methods of str: searching, changing, splitting.
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local limits = require("runtime.interpolation.limits")
local sequences = require("runtime.interpolation.sequences")
local strip = require("runtime.interpolation.methods.str_strip")
local text = require("runtime.interpolation.text")
local values = require("runtime.interpolation.values")

local methods = {}
local None = values.None

local function add(name, signature, run)
  methods[name] = call.method(name, signature, run)
end

--- The argument as text; TypeError otherwise.
local function expect(value, what)
  if type(value) ~= "string" then
    errors.type_error("%s must be str, not %s", what or "argument", values.kind(value))
  end
  return value
end

local whole = sequences.integer

local function part(value, start, stop)
  return sequences.slice(value, start == nil and None or start, stop == nil and None or stop)
end

add("upper", "/", text.upper)
add("lower", "/", text.lower)

add("casefold", "/", function(value)
  return (text.lower(value):gsub("ß", "ss"))
end)

add("capitalize", "/", function(value)
  return text.upper(text.sub(value, 1, 1)) .. text.lower(text.sub(value, 2, text.length(value)))
end)

local function each_char(value, convert)
  local list = text.chars(value)
  for index, char in ipairs(list) do
    list[index] = convert(char)
  end
  return table.concat(list)
end

add("swapcase", "/", function(value)
  return each_char(value, function(char)
    return text.is_upper(char) and text.lower(char) or text.upper(char)
  end)
end)

add("title", "/", function(value)
  local inside = false
  return each_char(value, function(char)
    local cased = text.is_upper(char) or text.is_lower(char)
    local result = inside and text.lower(char) or text.upper(char)
    inside = cased
    return result
  end)
end)

local function padded(value, width, fill, left_share)
  width = whole(width)
  fill = fill == nil and " " or expect(fill, "fill character")
  local missing = width - text.length(value)
  if text.length(fill) ~= 1 then
    errors.type_error("The fill character must be exactly one character long")
  elseif missing <= 0 then
    return value
  end
  limits.bytes(missing * #fill + #value)
  local left = left_share(missing, width)
  return fill:rep(left) .. value .. fill:rep(missing - left)
end

add("center", "/ width fillchar?", function(value, width, fill)
  return padded(value, width, fill, function(missing, wide)
    return missing // 2 + (missing & wide & 1)
  end)
end)
add("ljust", "/ width fillchar?", function(value, width, fill)
  return padded(value, width, fill, function()
    return 0
  end)
end)
add("rjust", "/ width fillchar?", function(value, width, fill)
  return padded(value, width, fill, function(missing)
    return missing
  end)
end)

add("zfill", "/ width", function(value, width)
  local missing = whole(width) - text.length(value)
  limits.bytes(math.max(0, missing))
  local sign, rest = value:match("^([+-]?)(.*)$")
  return sign .. ("0"):rep(missing) .. (rest or value)
end)

add("strip", "/ chars?", strip.both)
add("lstrip", "/ chars?", strip.left)
add("rstrip", "/ chars?", strip.right)

add("removeprefix", "/ prefix", function(value, prefix)
  if value:sub(1, #expect(prefix)) == prefix then
    return value:sub(#prefix + 1)
  end
  return value
end)

add("removesuffix", "/ suffix", function(value, suffix)
  if #expect(suffix) > 0 and value:sub(-#suffix) == suffix then
    return value:sub(1, -#suffix - 1)
  end
  return value
end)

-- startswith and endswith take one text or a tuple of texts.
local function any_of(wanted, test)
  if values.kind(wanted) ~= "tuple" then
    return test(expect(wanted, "first arg"))
  end
  for _, one in ipairs(wanted) do
    if test(expect(one, "tuple member")) then
      return true
    end
  end
  return false
end

add("startswith", "/ prefix start? end?", function(value, prefix, start, stop)
  local body = part(value, start, stop)
  return any_of(prefix, function(one)
    return body:sub(1, #one) == one
  end)
end)

add("endswith", "/ suffix start? end?", function(value, suffix, start, stop)
  local body = part(value, start, stop)
  return any_of(suffix, function(one)
    return one == "" or body:sub(-#one) == one
  end)
end)

-- The byte at which `wanted` is found, from the left or from the right.
local function find_byte(value, wanted, from_right)
  if not from_right then
    return value:find(wanted, 1, true)
  end
  local last, from = nil, 1
  while true do
    local found = value:find(wanted, from, true)
    if not found or found > #value + 1 then
      return last
    end
    last, from = found, found + 1
  end
end

local function find(value, wanted, start, stop, from_right)
  local length = text.length(value)
  expect(wanted)
  start = start ~= None and sequences.integer(start) or nil
  local first = sequences.slice_range(length, start, nil, 1)
  if first > length + 1 or (start and start > length) then
    return -1
  end
  local body = part(value, start, stop)
  local found = find_byte(body, expect(wanted), from_right)
  return found and first - 1 + text.position(body, found) - 1 or -1
end

for name, from_right in pairs({ find = false, rfind = true }) do
  add(name, "/ sub start? end?", function(value, wanted, start, stop)
    return find(value, wanted, start, stop, from_right)
  end)
  add(name:gsub("find", "index"), "/ sub start? end?", function(value, wanted, start, stop)
    local found = find(value, wanted, start, stop, from_right)
    if found < 0 then
      errors.value_error("substring not found")
    end
    return found
  end)
end

add("count", "/ sub start? end?", function(value, wanted, start, stop)
  local body = part(value, start, stop)
  if expect(wanted) == "" then
    return text.length(body) + 1
  end
  local count, from = 0, 1
  while true do
    local first, last = body:find(wanted, from, true)
    if not first then
      return count
    end
    count, from = count + 1, last + 1
  end
end)

local function between_chars(value, new, count)
  local out = {}
  for _, char in ipairs(text.chars(value)) do
    out[#out + 1] = count ~= 0 and new .. char or char
    count = count - 1
  end
  if count ~= 0 then
    out[#out + 1] = new
  end
  return table.concat(out)
end

--- str.replace; count -1 is all.
local function replace(value, old, new, count)
  expect(old)
  expect(new)
  count = whole(count, -1)
  limits.bytes(#value * (old == "" and #new + 1 or math.max(1, #new // #old)))
  if old == "" then
    return between_chars(value, new, count)
  end
  local out, from = {}, 1
  while count ~= 0 do
    local first, last = value:find(old, from, true)
    if not first then
      break
    end
    out[#out + 1] = value:sub(from, first - 1)
    out[#out + 1] = new
    from, count = last + 1, count - 1
  end
  out[#out + 1] = value:sub(from)
  return table.concat(out)
end
add("replace", "/ old new count?", replace)

add("join", "/ iterable", function(value, iterable)
  local list, size = sequences.items(iterable), 0
  for index, item in ipairs(list) do
    if type(item) ~= "string" then
      errors.type_error("sequence item %d: expected str instance, %s found", index - 1,
        values.kind(item))
    end
    size = size + #item + #value
  end
  limits.bytes(size)
  return table.concat(list, value)
end)

add("expandtabs", "tabsize?", function(value, size)
  size = whole(size, 8)
  local column = 0
  return each_char(value, function(char)
    if char == "\t" then
      local count = size > 0 and size - column % size or 0
      limits.bytes(count)
      column = column + count
      return (" "):rep(count)
    end
    column = (char == "\n" or char == "\r") and 0 or column + 1
    return char
  end)
end)

add("encode", "encoding? errors?", function(value, encoding)
  return require("runtime.interpolation.methods.bytes").encode(value, encoding)
end)

add("format", "*", function(value, args, kwargs)
  return require("runtime.interpolation.str_format").format(value, args, kwargs)
end)

add("format_map", "/ mapping", function(value, mapping)
  return require("runtime.interpolation.str_format").format_map(value, mapping)
end)

for name, method in pairs(require("runtime.interpolation.methods.str_split")) do
  methods[name] = method
end
for name, method in pairs(require("runtime.interpolation.methods.str_tests")) do
  methods[name] = method
end

return { methods = methods, replace = replace }
