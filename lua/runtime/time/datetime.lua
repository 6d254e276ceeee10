--- Times of manifests: formats with the codes of strptime, and ISO 8601 durations.
---
--- A time is an integer, microseconds since the epoch in UTC. Four formats stand for a number: %s
--- (seconds), %s_as_float, %ms (milliseconds) and %epoch_microseconds; %_ms inside a format is the
--- milliseconds (any fraction when read). Times without a zone are UTC.
local calendar = require("runtime.time.calendar")
local decimal = require("runtime.text.decimal")
local errors = require("runtime.interpolation.errors")
local json = require("host.json")
local numbers = require("util.later")("runtime.interpolation.numbers")
local quick_parse = require("host.times").parse
local strftime = require("runtime.time.strftime")
local strptime = require("runtime.time.strptime")

local datetime = {}

local SECOND = 1000000
local DAY = 86400 * SECOND

-- The first and the last moment of the years 1 to 9999: times beyond them are none.
local FIRST, LAST = calendar.days(1, 1, 1) * DAY, calendar.days(10000, 1, 1) * DAY - 1

-- A whole number: a float where it is beyond 64 bits.
local function whole(value)
  if type(value) == "string" or json.is_bignum(value) then
    local text = decimal.ascii(value.text or value):match("^%s*([+-]?%d[%d_]*)%s*$")
    return text and tonumber((text:gsub("_", "")))
  elseif type(value) == "boolean" then
    return value and 1 or 0
  elseif type(value) == "number" then
    return math.tointeger(value) or (value < 0 and math.ceil(value) or value // 1)
  end
end

local function overflow(message)
  errors.raise("OverflowError", message)
end

-- Seconds since the epoch, out of range: of a clock, of the system's calendar, of Python's.
local function refuse_seconds(number)
  if number >= 2 ^ 63 or number < -2 ^ 63 then
    overflow("timestamp out of range for platform time_t")
  end
  local year = calendar.civil(math.floor(number) // 86400)
  if year - 1900 >= 2 ^ 31 or year - 1900 < -2 ^ 31 then
    local message = "[Errno 75] Value too large for defined data type"
    require("runtime.failure").raise({ class = "OSError", message = message })
  end
  return nil, ("year %d is out of range"):format(year)
end

-- A span since the epoch, out of range: Python counts it in days, which have bounds of their own.
local function refuse_span(number, unit)
  local days = math.floor(number * 1.0 * unit / DAY)
  if days >= 2 ^ 31 or days < -2 ^ 31 then
    overflow("Python int too large to convert to C int")
  elseif math.abs(days) > 999999999 then
    overflow(("days=%d; must have magnitude <= 999999999"):format(days))
  end
  overflow("date value out of range")
end

-- A reader of numbers of a unit; `refuse` tells what Python makes of one that is no time.
local function times(unit, refuse)
  return function(value)
    local number = whole(value)
    if number and (number * 1.0 * unit > LAST or number * 1.0 * unit < FIRST) then
      return refuse(number, unit)
    end
    return number and number * unit
  end
end

local function seconds_as_float(value)
  local number = type(value) == "string" and numbers.parse_float(value) or tonumber(value)
  if number ~= number then
    return nil, "cannot convert float NaN to integer"
  elseif number and (number * 1e6 > LAST or number * 1e6 < FIRST) then
    return refuse_seconds(number)
  end
  return number and math.floor(number * 1e6 + 0.5)
end

local NUMBERS = {
  ["%s"] = times(SECOND, refuse_seconds),
  ["%ms"] = times(1000, refuse_span),
  ["%epoch_microseconds"] = times(1, refuse_span),
  ["%s_as_float"] = seconds_as_float,
}

local NO_INTEGER = "invalid literal for int() with base 10: '%s'"
local NO_NUMBER = { ["%s_as_float"] = "could not convert string to float: '%s'" }

local function text_of(value)
  return type(value) == "string" and value or json.encode(value)
end

--- @param value string|number
--- @return integer|nil time, integer offset in seconds; nil and the reason when it does not fit.
---   Raises OverflowError for numbers that Python does not take for the span of a time.
function datetime.parse(value, format)
  local us, offset
  if type(value) == "string" then
    us, offset = quick_parse(value, format)
    if us then
      return us, offset or 0
    end
  end
  local number = NUMBERS[format]
  if number then
    us, offset = number(value)
    if not us then
      return nil, offset or (NO_NUMBER[format] or NO_INTEGER):format(text_of(value))
    end
    return us, 0
  end
  if format:find("%_ms", 1, true) then
    format = format:gsub("%%_ms", "%%f")
  end
  us, offset = strptime.parse(text_of(value), format)
  if not us then
    return nil, offset
  end
  return us, offset or 0
end

--- Reads an ISO 8601 text; without a zone it is UTC.
--- @return integer|nil time, integer offset in seconds; nil and the reason
function datetime.iso_parse(text)
  return require("runtime.time.isotime").parse(text)
end

local function truncated(number)
  return ("%d"):format(math.tointeger(number < 0 and math.ceil(number) or math.floor(number)))
end

-- The reference computes these with floating point; so do we, to the last digit.
local function timestamp(us)
  return us / 1e6
end

local SHOWN = {
  ["%s"] = function(us)
    return truncated(timestamp(us))
  end,
  ["%ms"] = function(us)
    return truncated(timestamp(us) * 1000)
  end,
  ["%epoch_microseconds"] = function(us)
    return truncated(timestamp(us) * 1000000)
  end,
  ["%s_as_float"] = function(us)
    return json.encode(timestamp(us))
  end,
}

local function replace_plain(text, part, by)
  return (text:gsub(part:gsub("%p", "%%%0"), (by:gsub("%%", "%%%%"))))
end

--- @param offset integer|nil seconds east of UTC, for what is shown
function datetime.format(us, format, offset)
  local number = SHOWN[format]
  if number then
    return number(us)
  elseif not format:find("%_ms", 1, true) then
    return strftime.format(us, format, offset or 0)
  end
  local micros = ("%06d"):format(us % SECOND)
  local shown = strftime.format(us, (format:gsub("%%_ms", "%%f")), offset or 0)
  return replace_plain(shown, micros, ("%03d"):format(us % SECOND // 1000))
end

local DATE_UNITS = { Y = "months", M = "months", W = 7 * DAY, D = DAY, order = "YMWD" }
local TIME_UNITS = { H = 3600 * SECOND, M = 60 * SECOND, S = SECOND, order = "HMS" }

-- 146,000 years: with more, sums of times would not fit into an integer.
local LONGEST = 1 << 62

-- Microseconds of so many units. Raises for what is more than Python's longest span.
local function length_of(value, unit)
  local us = value * 1.0 * unit
  if us // DAY > 999999999 then
    refuse_span(value, unit)
  end
  return us < LONGEST and math.floor(us + 0.5) or LONGEST
end

local function add_part(duration, number, unit, units)
  local value = tonumber((number:gsub(",", ".")))
  local length = units[unit]
  if length == "months" then
    duration.months = duration.months + math.floor(value * (unit == "Y" and 12 or 1))
    duration.is_broken = duration.is_broken or value % 1 ~= 0
  else
    duration.us = math.min(duration.us + length_of(value, length), LONGEST)
  end
  return true
end

local function add_parts(duration, text, units)
  local rest, order = text, units.order
  while rest ~= "" do
    local number, unit, after = rest:match("^(%d+[.,]?%d*)(%u)(.*)$")
    local place = number and number:find("%d$") and order:find(unit, 1, true)
    if not place or not add_part(duration, number, unit, units) then
      return false
    end
    rest, order = after, order:sub(place + 1)
  end
  return true
end

--- Reads an ISO 8601 duration.
--- @return table|nil { months, us, is_broken }; nil and the reason. What is broken, parts of a
---   month or a year, can be read but not added.
function datetime.duration(text)
  local sign, date, clock = tostring(text):match("^([+-]?)P([^T]*)(T?.*)$")
  local duration = { months = 0, us = 0 }
  local time = clock and clock:sub(2)
  local is_empty = date == "" and (time == "" or time == nil)
  if
    not date
    or is_empty
    or not add_parts(duration, date, DATE_UNITS)
    or not add_parts(duration, time, TIME_UNITS)
  then
    return nil, ("Unable to parse duration string '%s'"):format(tostring(text))
  elseif sign == "-" then
    duration.months, duration.us = -duration.months, -duration.us
  end
  return duration
end

local function check_year(year)
  if year >= 1 and year <= 9999 then
    return
  elseif year > -2 ^ 31 and year < 2 ^ 31 then
    errors.value_error("year %d is out of range", year)
  end
  overflow(year < 0 and "signed integer is less than minimum"
    or "signed integer is greater than maximum")
end

local function shift_months(us, months)
  if months == 0 then
    return us
  end
  local days, rest = us // DAY, us % DAY
  local year, month, day = calendar.civil(days)
  local index = year * 12 + month - 1 + months
  year, month = index // 12, index % 12 + 1
  check_year(year)
  local last = calendar.month_length(year, month)
  return calendar.days(year, month, math.min(day, last)) * DAY + rest
end

--- Months first, clipped to the last day of the month, then the fixed part. Raises, as Python does,
--- for a time outside of its calendar.
function datetime.add(us, duration, sign)
  sign = sign or 1
  if duration.is_broken then
    errors.value_error("fractional years or months not supported for date calculations")
  end
  local sum = shift_months(us, sign * duration.months) + sign * duration.us
  if sum < FIRST or sum > LAST then
    overflow("date value out of range")
  end
  return sum
end

function datetime.subtract(us, duration)
  return datetime.add(us, duration, -1)
end

return datetime
