--- The kinds of values that a cursor counts in: times in a format, and integers.
---
--- A kind is a table: parse(value) -> value | nil, reason; format(value) -> JSON value of states
--- and slices; next(value) one unit later; distance(a, b); zero; fail(value, reason) raises;
--- by_text is true when states are compared as text.
local failure = require("runtime.failure")
local moment = require("runtime.cursor.moment")
local json = require("host.json")

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

local function text_of(value)
  return type(value) == "string" and value or json.encode(value)
end

-- Records of a stream often repeat a value; the last one read is kept.
local function remembering(parse)
  local last, parsed, reason
  return function(value)
    if value ~= last or math.type(value) ~= math.type(last) then
      parsed, reason = parse(value)
      last = value
    end
    return parsed, reason
  end
end

--- @param formats table list of formats that are tried in turn
--- @param format string the format of slices and states
--- @param granularity table|nil duration: the unit between neighbours, 1 ms without
function values.times(formats, format, granularity)
  local unit = granularity or MILLISECOND
  local kind = { zero = FIRST_MOMENT, by_text = true }
  kind.parse = remembering(function(value)
    return moment.parse(value, formats)
  end)
  function kind.format(value)
    return moment.format(value, format)
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

local function number(value)
  if type(value) ~= "number" then
    return nil, "not a number"
  end
  return value
end

function values.integers()
  return {
    zero = 0,
    parse = number,
    format = function(value)
      return value
    end,
    next = function(value)
      return value + 1
    end,
    distance = function(a, b)
      return b - a
    end,
    fail = function(value, message)
      failure.value_error(("%s: %s"):format(text_of(value), tostring(message)))
    end,
  }
end

return values
