--- The kinds of values that a cursor counts in: times in a format; integers are in counts.lua.
---
--- A kind is a table: parse(value) -> value | nil, reason; format(value) -> JSON value of states
--- and slices; keeps_order(value) whether its text compares as it does; next(value) one unit later;
--- zero; is_set(value) whether the value of a state counts; of times also distance(a, b),
--- fail(value, reason), which raises, and by_text: states are compared as text; may_refuse: a
--- record's value may raise.
local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local moment = require("runtime.cursor.moment")
local python = later("runtime.interpolation.values")

local values = {}

local MILLISECOND = { months = 0, us = 1000 }
-- Year 1, the earliest time there is.
local FIRST_MOMENT = -62135596800 * 1000000

local function quoted(list)
  local parts = {}
  for index, text in ipairs(list) do
    parts[index] = ("'%s'"):format(text)
  end
  return "[" .. table.concat(parts, ", ") .. "]"
end

-- A value that no format fits, as Python shows it.
local function text_of(value)
  return python.str(value)
end

-- The last texts that were read and numbers that were written are kept: records of a stream often
-- repeat a value, and partitions have the same windows.
local MOST_KEPT = 32

--- @param kind string the type of the values that are kept, whose equals are the same
local function remembering(kind, read)
  local kept, count = {}, 0
  return function(value)
    local known = kept[value]
    if known ~= nil then
      return known
    end
    local result, reason = read(value)
    if result ~= nil and type(value) == kind then
      if count >= MOST_KEPT then
        kept, count = {}, 0
      end
      kept[value], count = result, count + 1
    end
    return result, reason
  end
end

-- Year 1000 UTC: before it %Y has fewer than four digits.
local FIRST_OF_FOUR_DIGITS = -30610224000 * 1000000

-- Whether times in this format, as text, are in the order of the times: from the year downwards,
-- and all of one zone.
local function is_ordered(format)
  local codes = format:gsub("[^%%]*(%%.)[^%%]*", "%1"):gsub("%%z$", "")
  return #codes >= 2 and ("%Y%m%d%H%M%S%f"):sub(1, #codes) == codes
end

local COUNTS = {
  ["%s"] = "int() argument must be a string, a bytes-like object or a real number, not '%s'",
  ["%s_as_float"] = "float() argument must be a string or a real number, not '%s'",
}
COUNTS["%ms"], COUNTS["%epoch_microseconds"] = COUNTS["%s"], COUNTS["%s"]

--- What the first format that counts says of a value that it cannot read, nil without one.
local function complaint(formats)
  for _, format in ipairs(formats) do
    if COUNTS[format] then
      return COUNTS[format]
    end
  end
  return nil
end

-- A list, an object or null is no time; to a format that counts, Python takes it for a mistake.
local function refuse_container(value, formats)
  local message = complaint(formats)
  if message then
    local class = value == json.null and "NoneType" or python.kind(value)
    failure.raise({ class = "TypeError", message = message:format(class) })
  end
  return nil, "no format matches"
end

--- @param formats table list of formats that are tried in turn
--- @param format string the format of slices and states
--- @param granularity table|nil duration: the unit between neighbours, 1 ms without
function values.times(formats, format, granularity)
  local unit = granularity or MILLISECOND
  local kind = { zero = FIRST_MOMENT, by_text = true, may_refuse = complaint(formats) ~= nil }
  local ordered = is_ordered(format)
  --- Whether the text of a value is surely in the order of the values.
  function kind.keeps_order(value)
    return ordered and math.type(value) == "integer" and value >= FIRST_OF_FOUR_DIGITS
  end
  kind.parse = remembering("string", function(value)
    if type(value) == "table" or value == json.null then
      return refuse_container(value, formats)
    end
    return moment.parse(value, formats)
  end)
  kind.format = remembering("number", function(value)
    return moment.format(value, format)
  end)
  function kind.is_set(value)
    return value ~= nil
  end
  function kind.next(value)
    return moment.add(value, unit)
  end
  function kind.distance(a, b)
    return moment.us(b) - moment.us(a)
  end
  function kind.fail(value, message)
    failure.value_error(
      value == nil and message
        or ("No format in %s matching %s"):format(quoted(formats), text_of(value))
    )
  end
  return kind
end

return values
