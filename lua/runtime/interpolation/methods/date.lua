--- Attributes and methods of date.
local calendar = require("runtime.time.calendar")
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local numbers = require("runtime.interpolation.numbers")
local sequences = require("runtime.interpolation.sequences")
local times = require("runtime.interpolation.times")
local types = require("runtime.interpolation.times.types")
local values = require("runtime.interpolation.values")

local date = {}
local methods, properties = {}, {}

-- What isocalendar() gives: a tuple whose members have names.
local week_type = values.new_type("IsoCalendarDate")
local week_members = { year = 1, week = 2, weekday = 3 }

function week_type.attribute(week, name)
  return week_members[name] and week[week_members[name]]
end

function week_type.python_items(week)
  return { week[1], week[2], week[3] }
end

function week_type.python_item(week, key)
  return math.type(key) == "integer" and week[key >= 0 and key + 1 or key + 4] or nil
end

function week_type.python_length()
  return 3
end

function week_type.python_repr(week)
  return ("datetime.IsoCalendarDate(year=%d, week=%d, weekday=%d)"):format(week[1], week[2],
    week[3])
end

local function add(name, signature, run)
  methods[name] = call.method(name, signature, run)
end

for index, name in ipairs({ "year", "month", "day" }) do
  properties[name] = function(value)
    return (select(index, calendar.civil(value.days)))
  end
end

--- The day number of { year, month, day }; raises what the constructor raises.
function date.days(fields)
  for _, name in ipairs({ "year", "month", "day" }) do
    if math.type(fields[name]) ~= "integer" then
      errors.type_error("'%s' object cannot be interpreted as an integer",
        values.kind(fields[name]))
    end
  end
  local year, month, day = fields.year, fields.month, fields.day
  if year < 1 or year > 9999 then
    errors.value_error("year %d is out of range", year)
  elseif month < 1 or month > 12 then
    errors.value_error("month must be in 1..12")
  elseif day < 1 or day > calendar.month_length(year, month) then
    errors.value_error("day is out of range for month")
  end
  return calendar.days(year, month, day)
end

--- Adds the methods that date and datetime share; `days_of(value)` is the day number.
function date.add_calendar(list, days_of)
  local function share(name, run)
    list[name] = call.method(name, "/", run)
  end
  share("weekday", function(value)
    return calendar.weekday(days_of(value))
  end)
  share("isoweekday", function(value)
    return calendar.weekday(days_of(value)) + 1
  end)
  share("toordinal", function(value)
    return days_of(value) + 719163
  end)
  share("isocalendar", function(value)
    local year, week = calendar.iso_week(days_of(value))
    return setmetatable({ year, week, calendar.weekday(days_of(value)) + 1 }, week_type)
  end)
end

date.add_calendar(methods, function(value)
  return value.days
end)

add("isoformat", "/", types.date_text)
add("strftime", "format", times.strftime)
add("ctime", "/", function(value)
  return times.strftime(value, "%a %b %e %H:%M:%S %Y")
end)

add("replace", "year? month? day?", function(value, year, month, day)
  local old_year, old_month, old_day = calendar.civil(value.days)
  return types.date(date.days({ year = year or old_year, month = month or old_month,
    day = day or old_day }))
end)

add("today", "/", function()
  return times.date_of(times.now())
end)

add("fromisoformat", "/ date_string", function(_, text)
  return times.date_of(times.from_text(text))
end)

add("fromordinal", "/ ordinal", function(_, ordinal)
  return types.date(sequences.integer(ordinal) - 719163)
end)

add("fromtimestamp", "/ timestamp", function(_, seconds)
  local number = numbers.of(seconds)
  if not number then
    errors.type_error("'%s' object cannot be interpreted as an integer", values.kind(seconds))
  end
  return types.date(math.floor(numbers.float(number) / 86400))
end)

function properties.min()
  return types.date(calendar.days(1, 1, 1))
end

function properties.max()
  return types.date(calendar.days(9999, 12, 31))
end

date.methods, date.properties = methods, properties

return date
