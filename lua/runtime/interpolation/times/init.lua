--- What the macros of dates and times do.
local clock = require("host.clock")
local datetime = require("runtime.time.datetime")
local digits = require("runtime.time.digits")
local durations = require("runtime.interpolation.times.durations")
local errors = require("runtime.interpolation.errors")
local isotime = require("runtime.time.isotime")
local numbers = require("runtime.interpolation.numbers")
local sequences = require("runtime.interpolation.sequences")
local strftime = require("runtime.time.strftime")
local strptime = require("runtime.time.strptime")
local types = require("runtime.interpolation.times.types")
local values = require("runtime.interpolation.values")

require("runtime.interpolation.times.arithmetic")
local access = require("runtime.interpolation.access")
for kind, module in pairs({ datetime = "datetime", date = "date", time = "time",
  timedelta = "timedelta", Duration = "timedelta", timezone = "timezone" }) do
  access.register(kind, module)
end

local times = {}

local SECOND, DAY = types.SECOND, types.DAY
local DEFAULT_FORMAT = "%Y-%m-%dT%H:%M:%S.%f%z"

function times.now()
  return types.datetime(clock.now_us(), 0)
end

--- Now as the clocks of a zone show it.
function times.now_in(name)
  local zones = require("runtime.time.zones")
  local us = clock.now_us()
  local offset = zones.offset(name, us // SECOND)
  if not offset then
    if zones.available() then
      errors.raise("UnknownTimeZoneError", "%s", values.repr(name))
    end
    offset = 0
  end
  return types.datetime(us + offset * SECOND, offset)
end

function times.date_of(value)
  return types.date(value.us // DAY)
end

--- An ISO 8601 text as a datetime in UTC.
function times.from_text(value)
  if values.kind(values.defined(value)) == "bytes" then
    value = value.text
  end
  local kind = values.kind(value)
  if (kind == "list" or kind == "tuple" or kind == "dict") and sequences.length(value) < 4 then
    errors.value_error("ISO string too short")
  elseif kind ~= "str" then
    errors.type_error("Parser must be a string or character stream, not %s", values.kind(value))
  end
  local us, offset = isotime.parse(value)
  if not us then
    errors.value_error("%s", offset)
  end
  return types.datetime(us, 0)
end

--- Seconds since 1970 as a float.
function times.timestamp(value)
  return types.seconds(types.utc(value))
end

--- strftime of a datetime, date or time.
function times.strftime(value, format)
  if type(format) ~= "string" then
    errors.type_error("strftime() argument 1 must be str, not %s", values.kind(format))
  end
  local kind = values.kind(value)
  if kind == "date" then
    return strftime.format(value.days * DAY, format, nil)
  elseif kind == "time" then
    return strftime.format(value.us - 25567 * DAY, format, nil)
  elseif not value.offset then
    return strftime.format(value.us, format, nil)
  end
  return strftime.format(types.utc(value), format, value.offset)
end

--- strptime: a datetime, naive unless the text tells its zone.
function times.strptime(text, format)
  for _, argument in ipairs({ text, format }) do
    if type(argument) ~= "string" then
      errors.type_error("strptime() argument must be str, not %s", values.kind(argument))
    end
  end
  local us, offset = strptime.parse(text, format)
  if not us then
    errors.value_error("%s", offset)
  end
  return types.datetime(us + (offset or 0) * SECOND, offset)
end

function times.duration(text)
  return durations.parse(text)
end

local function number_of_days(days)
  local number = numbers.of(days)
  if not number then
    errors.type_error("unsupported type for timedelta days component: %s", values.kind(days))
  elseif type(number) == "table" then
    errors.raise("OverflowError", "Python int too large to convert to C int")
  end
  return durations.of(number, DAY)
end

function times.day_delta(days, format)
  local delta = number_of_days(days)
  local value = types.datetime(clock.now_us() + delta.us, 0)
  return times.strftime(value, format == nil and DEFAULT_FORMAT or format)
end

-- What format_datetime is given, as a datetime with a zone.
local function input_of(value, input_format)
  local has_format = input_format ~= nil and values.truthy(input_format)
  if values.kind(value) == "int" or type(value) == "boolean" then
    local number = numbers.of(value)
    local us, offset = datetime.parse(number, has_format and input_format or "%s")
    if not us then
      errors.value_error("%s", offset)
    end
    return types.datetime(us + offset * SECOND, offset)
  elseif has_format then
    local parsed = times.strptime(value, input_format)
    parsed.offset = parsed.offset or 0
    return parsed
  end
  return times.from_text(value)
end

function times.format_datetime(value, format, input_format)
  local shown = input_format == nil and digits(value, format)
  if shown then
    return shown
  elseif values.kind(value) == "datetime" then
    return times.strftime(value, format)
  end
  local input = input_of(value, input_format)
  if type(format) ~= "string" then
    errors.type_error("strftime() argument 1 must be str, not %s", values.kind(format))
  end
  return datetime.format(types.utc(input), format, input.offset)
end

return times
