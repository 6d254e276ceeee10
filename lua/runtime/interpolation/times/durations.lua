--- ISO 8601 durations as timedelta (fixed length) or Duration (years and months).
local calendar = require("runtime.time.calendar")
local errors = require("runtime.interpolation.errors")
local isotime = require("runtime.time.isotime")
local numbers = require("runtime.interpolation.numbers")
local types = require("runtime.interpolation.times.types")

local durations = {}

local SECOND, DAY = types.SECOND, types.DAY
local units = {
  Y = { order = 1, calendar = "years" },
  M = { order = 2, calendar = "months" },
  W = { order = 3, us = 7 * 86400 * SECOND },
  D = { order = 4, us = 86400 * SECOND },
  TH = { order = 5, us = 3600 * SECOND },
  TM = { order = 6, us = 60 * SECOND },
  TS = { order = 7, us = SECOND },
}

-- More weeks than integers can tell the microseconds of.
local MANY = 2 ^ 62 // (7 * DAY)

local function round(number)
  local floor = math.floor(number)
  local rest = number - floor
  if rest > 0.5 or (rest == 0.5 and floor % 2 == 1) then
    floor = floor + 1
  end
  return math.tointeger(floor)
end

-- Adds the parts of "1Y2M" or (with the prefix T) "3H4S"; false when they are out of order.
local function read_parts(text, prefix, parts)
  local rest = text
  while rest ~= "" do
    local number, letter, after = rest:match("^(%d+[.,]?%d*)(%u)(.*)$")
    local unit = letter and units[prefix .. letter]
    if not unit or unit.order <= parts.last or number:find("[.,]$") then
      return false
    end
    local value = tonumber((number:gsub(",", ".")))
    if unit.calendar then
      parts[unit.calendar] = math.tointeger(value) or value
    else
      parts.us = parts.us + (value < MANY and value or value + 0.0) * unit.us
    end
    parts.last, rest = unit.order, after
  end
  return true
end

-- The form that looks like a date and a time, "P0001-02-03T04:05:06" or "P00010203T040506".
local function read_like_date(text)
  local us = text:find("^P%d%d%d%d%-?%d%d%-?%d%dT%d") and isotime.parse(text:sub(2))
  if not us then
    return nil
  end
  local year, month, day = calendar.civil(us // DAY)
  return types.duration(year, month, day * DAY + us % DAY)
end

--- The value of a duration; raises ISO8601Error.
function durations.parse(text)
  local like_date = read_like_date(text)
  if like_date then
    return like_date
  end
  local sign, date, clock = text:match("^([+-]?)P([^T]*)(T?.*)$")
  local parts = { years = 0, months = 0, us = 0, last = 0 }
  if not date or text:find("^[+-]?P$") or not read_parts(date, "", parts)
    or not read_parts(clock:sub(2), "T", parts) then
    errors.raise("ISO8601Error", "Unable to parse duration string '%s'", text)
  end
  local us = types.timedelta(round(parts.us)).us
  if sign == "-" then
    parts.years, parts.months, us = -parts.years, -parts.months, -us
  end
  if parts.years == 0 and parts.months == 0 then
    return types.timedelta(us)
  end
  return types.duration(parts.years, parts.months, us)
end

--- timedelta(days=number) and its kin: a number of any unit as a timedelta.
function durations.of(number, unit_us)
  if math.type(number) == "integer" then
    return types.timedelta(math.abs(number) > math.maxinteger // unit_us
      and math.huge or number * unit_us)
  end
  local float = numbers.float(number)
  if float ~= float or math.abs(float) == math.huge then
    local class = float ~= float and "ValueError" or "OverflowError"
    errors.raise(class, "cannot convert float to integer")
  end
  return types.timedelta(round(float * unit_us))
end

return durations
