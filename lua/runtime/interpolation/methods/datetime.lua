--- Attributes and methods of datetime.
local calendar = require("runtime.time.calendar")
local call = require("runtime.interpolation.call")
local date = require("runtime.interpolation.methods.date")
local errors = require("runtime.interpolation.errors")
local isotime = require("runtime.time.isotime")
local numbers = require("runtime.interpolation.numbers")
local times = require("runtime.interpolation.times")
local types = require("runtime.interpolation.times.types")
local values = require("runtime.interpolation.values")

local methods, properties = {}, {}
local SECOND, DAY = types.SECOND, types.DAY
local None = values.None

local function add(name, signature, run)
  methods[name] = call.method(name, signature, run)
end

for _, name in ipairs({ "year", "month", "day", "hour", "minute", "second", "microsecond" }) do
  properties[name] = function(value)
    return types.fields(value)[name]
  end
end

function properties.tzinfo(value)
  return value.offset and types.timezone(value.offset) or None
end

function properties.fold()
  return 0
end

local steps = { hours = 13, minutes = 16, seconds = 19 }

-- isoformat(sep, timespec).
add("isoformat", "sep? timespec?", function(value, separator, timespec)
  separator = separator == nil and "T" or separator
  if type(separator) ~= "string" or utf8.len(separator) ~= 1 then
    errors.type_error("isoformat() argument 1 must be a unicode character")
  end
  if timespec == nil or timespec == "auto" then
    return types.isoformat(value, separator)
  end
  local zone = types.offset_text(value.offset)
  local base = types.isoformat(types.datetime(value.us - value.us % SECOND), separator)
  local micros = ("%06d"):format(value.us % SECOND)
  if timespec == "milliseconds" then
    return base .. "." .. micros:sub(1, 3) .. zone
  elseif timespec == "microseconds" then
    return base .. "." .. micros .. zone
  elseif not steps[timespec] then
    errors.value_error("Unknown timespec value")
  end
  return base:sub(1, steps[timespec] + #separator - 1) .. zone
end)

add("timestamp", "/", times.timestamp)
add("strftime", "format", times.strftime)

add("date", "/", times.date_of)
add("time", "/", function(value)
  return types.time(value.us % DAY)
end)
add("timetz", "/", function(value)
  return types.time(value.us % DAY, value.offset)
end)

local function days_of(value)
  return value.us // DAY
end
date.add_calendar(methods, days_of)

add("utcoffset", "/", function(value)
  return value.offset and types.timedelta(value.offset * SECOND) or None
end)
add("dst", "/", function(value)
  return value.offset and types.timedelta(0) or None
end)
add("tzname", "/", function(value)
  return value.offset and values.str(types.timezone(value.offset)) or None
end)

add("astimezone", "tz?", function(value, zone)
  local offset = 0
  if zone ~= nil and zone ~= None then
    if values.kind(zone) ~= "timezone" then
      errors.type_error("tz argument must be an instance of tzinfo")
    end
    offset = zone.offset
  end
  return types.datetime(types.utc(value) + offset * SECOND, offset)
end)

local clock_limits = { hour = 23, minute = 59, second = 59, microsecond = 999999 }

local function clock_of(fields)
  for name, most in pairs(clock_limits) do
    local part = fields[name]
    if math.type(part) ~= "integer" then
      errors.type_error("'%s' object cannot be interpreted as an integer", values.kind(part))
    elseif part < 0 or part > most then
      errors.value_error("%s must be in 0..%d", name, most)
    end
  end
  return ((fields.hour * 60 + fields.minute) * 60 + fields.second) * SECOND + fields.microsecond
end

local names = { "year", "month", "day", "hour", "minute", "second", "microsecond" }

local zone_offset

add("replace", "year? month? day? hour? minute? second? microsecond? tzinfo?",
  function(value, ...)
    local fields, given = types.fields(value), { ... }
    for index, name in ipairs(names) do
      if given[index] ~= nil then
        fields[name] = given[index]
      end
    end
    local offset = value.offset
    if given[8] ~= nil then
      offset = zone_offset(given[8])
    end
    return types.datetime(date.days(fields) * DAY + clock_of(fields), offset)
  end)

add("ctime", "/", function(value)
  return times.strftime(value, "%a %b %e %H:%M:%S %Y")
end)

-- Class methods, which an instance has too.
add("strptime", "/ date_string format", function(_, text, format)
  return times.strptime(text, format)
end)

add("fromisoformat", "/ date_string", function(_, text)
  if type(text) ~= "string" then
    errors.type_error("fromisoformat: argument must be str")
  end
  local us, offset = isotime.read(text)
  if not us then
    errors.value_error("%s", offset)
  end
  return types.datetime(us, offset)
end)

local function from_timestamp(value, offset)
  local number = numbers.of(value)
  if not number then
    errors.type_error("'%s' object cannot be interpreted as an integer", values.kind(value))
  end
  local us = math.floor(numbers.float(number) * 1e6 + 0.5)
  return types.datetime(us + (offset or 0) * SECOND, offset)
end

-- The offset of a tzinfo argument; nil when there is none.
function zone_offset(zone)
  if zone == nil or zone == None then
    return nil
  elseif values.kind(zone) ~= "timezone" then
    errors.type_error("tzinfo argument must be None or of a tzinfo subclass, not type '%s'",
      values.kind(zone))
  end
  return zone.offset
end

add("fromtimestamp", "timestamp tz?", function(_, value, zone)
  return from_timestamp(value, zone_offset(zone))
end)
add("utcfromtimestamp", "/ timestamp", function(_, value)
  return from_timestamp(value)
end)

add("combine", "date time", function(_, day, time)
  if not (values.kind(day) == "date" or values.kind(day) == "datetime")
    or values.kind(time) ~= "time" then
    errors.type_error("combine() takes a date and a time")
  end
  day = values.kind(day) == "datetime" and times.date_of(day) or day
  return types.datetime(day.days * DAY + time.us, time.offset)
end)

add("now", "tz?", function(_, zone)
  local now, offset = times.now(), zone_offset(zone)
  return types.datetime(now.us + (offset or 0) * SECOND, offset)
end)
for _, name in ipairs({ "utcnow", "today" }) do
  add(name, "/", function()
    return types.datetime(times.now().us)
  end)
end

function properties.min()
  return types.datetime(calendar.days(1, 1, 1) * DAY)
end

function properties.max()
  return types.datetime((calendar.days(9999, 12, 31) + 1) * DAY - 1)
end

return { methods = methods, properties = properties }
