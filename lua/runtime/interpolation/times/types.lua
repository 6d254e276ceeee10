--- datetime, date, time, timedelta, Duration and timezone: their values, str, repr, equality and
--- order.
---
--- A datetime is { us, offset }: microseconds of the clock it shows since 1970-01-01T00:00, and
--- seconds east of UTC (nil for a naive one). A date is { days }, a time { us, offset } of its day,
--- a timedelta { us }, a Duration { years, months, us }, a timezone { offset }.
local equality = require("runtime.interpolation.equality")
local errors = require("runtime.interpolation.errors")
local order = require("runtime.interpolation.order")
local strftime = require("runtime.time.strftime")
local values = require("runtime.interpolation.values")

local types = { SECOND = 1000000, DAY = 86400 * 1000000 }
local SECOND, DAY = types.SECOND, types.DAY

-- The years 1 to 9999.
local FIRST, LAST = -719162 * DAY, 2932897 * DAY - 1

local datetime_type = values.new_type("datetime")
local date_type = values.new_type("date")
local time_type = values.new_type("time")
local timedelta_type = values.new_type("timedelta")
local duration_type = values.new_type("Duration")
local timezone_type = values.new_type("timezone")

--- @param us integer microseconds of the clock it shows
--- @param offset integer|nil seconds east of UTC
function types.datetime(us, offset)
  if us < FIRST or us > LAST then
    errors.raise("OverflowError", "date value out of range")
  end
  return setmetatable({ us = us, offset = offset }, datetime_type)
end

function types.date(days)
  if days * DAY < FIRST or days * DAY > LAST then
    errors.raise("OverflowError", "date value out of range")
  end
  return setmetatable({ days = days }, date_type)
end

function types.time(us, offset)
  return setmetatable({ us = us, offset = offset }, time_type)
end

function types.timedelta(us)
  local limit = 999999999
  local whole = type(us) == "number" and math.tointeger(us)
  if not whole or whole // DAY > limit or whole // DAY < -limit then
    errors.raise("OverflowError", "days; must have magnitude <= 999999999")
  end
  return setmetatable({ us = whole }, timedelta_type)
end

function types.duration(years, months, us)
  return setmetatable({ years = years, months = months, us = us }, duration_type)
end

function types.timezone(offset)
  return setmetatable({ offset = offset }, timezone_type)
end

--- Microseconds in UTC; a naive time counts as UTC.
function types.utc(value)
  return value.us - (value.offset or 0) * SECOND
end

--- Microseconds as seconds: the float nearest to the quotient, however large they are.
function types.seconds(us)
  if us > -(1 << 53) and us < 1 << 53 then
    return us / 1e6
  end
  local size = math.abs(us)
  local seconds = tonumber(("%d.%06d"):format(size // SECOND, size % SECOND))
  return us < 0 and -seconds or seconds
end

--- The members of the clock that a datetime shows.
function types.fields(value)
  return strftime.fields(value.us, nil)
end

--- "+01:00", "" for a naive one.
function types.offset_text(offset)
  if not offset then
    return ""
  end
  local size = math.abs(offset)
  local text = ("%s%02d:%02d"):format(offset < 0 and "-" or "+", size // 3600, size // 60 % 60)
  return size % 60 == 0 and text or text .. (":%02d"):format(size % 60)
end

local function clock_text(fields)
  local text = ("%02d:%02d:%02d"):format(fields.hour, fields.minute, fields.second)
  return fields.microsecond == 0 and text or text .. (".%06d"):format(fields.microsecond)
end

function types.isoformat(value, separator)
  local fields = types.fields(value)
  return ("%04d-%02d-%02d%s%s%s"):format(fields.year, fields.month, fields.day, separator,
    clock_text(fields), types.offset_text(value.offset))
end

function types.date_text(value)
  local fields = strftime.fields(value.days * DAY, nil)
  return ("%04d-%02d-%02d"):format(fields.year, fields.month, fields.day)
end

function types.time_text(value)
  return clock_text(strftime.fields(value.us, nil)) .. types.offset_text(value.offset)
end

local function zone_repr(offset)
  if offset == 0 then
    return "datetime.timezone.utc"
  end
  return ("datetime.timezone(%s)"):format(values.repr(types.timedelta(offset * SECOND)))
end

function datetime_type.python_repr(value)
  local fields = types.fields(value)
  local list = { fields.year, fields.month, fields.day, fields.hour, fields.minute }
  if fields.second > 0 or fields.microsecond > 0 then
    list[6] = fields.second
  end
  if fields.microsecond > 0 then
    list[7] = fields.microsecond
  end
  local zone = value.offset and ", tzinfo=" .. zone_repr(value.offset) or ""
  return ("datetime.datetime(%s%s)"):format(table.concat(list, ", "), zone)
end

function datetime_type.python_str(value)
  return types.isoformat(value, " ")
end

function date_type.python_repr(value)
  local fields = strftime.fields(value.days * DAY, nil)
  return ("datetime.date(%d, %d, %d)"):format(fields.year, fields.month, fields.day)
end

date_type.python_str = types.date_text

function time_type.python_repr(value)
  local fields = strftime.fields(value.us, nil)
  local list = { fields.hour, fields.minute }
  if fields.second > 0 or fields.microsecond > 0 then
    list[3] = fields.second
  end
  if fields.microsecond > 0 then
    list[4] = fields.microsecond
  end
  return ("datetime.time(%s)"):format(table.concat(list, ", "))
end

time_type.python_str = types.time_text

function timezone_type.python_repr(value)
  return zone_repr(value.offset)
end

function timezone_type.python_str(value)
  return value.offset == 0 and "UTC" or "UTC" .. types.offset_text(value.offset)
end

--- Days, seconds and microseconds as Python keeps them: only the days may be negative.
function types.parts(us)
  return us // DAY, us % DAY // SECOND, us % SECOND
end

function timedelta_type.python_str(value)
  local days, seconds, micros = types.parts(value.us)
  local text = ("%d:%02d:%02d"):format(seconds // 3600, seconds // 60 % 60, seconds % 60)
  if micros > 0 then
    text = text .. (".%06d"):format(micros)
  end
  if days ~= 0 then
    text = ("%d day%s, %s"):format(days, math.abs(days) == 1 and "" or "s", text)
  end
  return text
end

function timedelta_type.python_repr(value)
  local list, names = {}, { "days", "seconds", "microseconds" }
  for index, part in ipairs({ types.parts(value.us) }) do
    if part ~= 0 then
      list[#list + 1] = ("%s=%d"):format(names[index], part)
    end
  end
  return ("datetime.timedelta(%s)"):format(#list > 0 and table.concat(list, ", ") or "0")
end

local function whole(number)
  return number < 0 and math.ceil(number) or math.floor(number)
end

function duration_type.python_repr(value)
  local days, seconds, micros = types.parts(value.us)
  return ("isodate.duration.Duration(%d, %d, %d, years=%d, months=%d)"):format(days, seconds,
    micros, whole(value.years), whole(value.months))
end

function duration_type.python_str(value)
  local parts = {}
  if value.years ~= 0 then
    parts[#parts + 1] = ("%d years"):format(whole(value.years))
  end
  if value.months ~= 0 then
    parts[#parts + 1] = ("%d month%s"):format(whole(value.months), value.months <= 1 and "" or "s")
  end
  parts[#parts + 1] = timedelta_type.python_str(value)
  return table.concat(parts, ", ")
end

local function same_zone_kind(a, b)
  return (a.offset == nil) == (b.offset == nil)
end

local function order_of(a, b)
  return a < b and -1 or a > b and 1 or 0
end

local function same_instant(a, b)
  return same_zone_kind(a, b) and types.utc(a) == types.utc(b)
end

local function compare_instants(a, b)
  if not same_zone_kind(a, b) then
    errors.type_error("can't compare offset-naive and offset-aware datetimes")
  end
  return order_of(types.utc(a), types.utc(b))
end

for _, name in ipairs({ "datetime", "time" }) do
  equality.register(name, same_instant)
  equality.register_hash(name, function(value)
    return name .. types.utc(value)
  end)
  order.register(name, compare_instants)
end

-- Kinds that are one number.
for name, field in pairs({ date = "days", timedelta = "us", timezone = "offset" }) do
  equality.register(name, function(a, b)
    return a[field] == b[field]
  end)
  equality.register_hash(name, function(value)
    return name .. value[field]
  end)
  if name ~= "timezone" then
    order.register(name, function(a, b)
      return order_of(a[field], b[field])
    end)
  end
end

equality.register("Duration", function(a, b)
  return a.years * 12 + a.months == b.years * 12 + b.months and a.us == b.us
end)

return types
