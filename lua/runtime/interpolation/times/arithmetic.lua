--- + - * / // % between dates, times and durations.
local calendar = require("runtime.time.calendar")
local errors = require("runtime.interpolation.errors")
local numbers = require("runtime.interpolation.numbers")
local operators = require("runtime.interpolation.operators")
local types = require("runtime.interpolation.times.types")
local values = require("runtime.interpolation.values")

local DAY = types.DAY

local function shifted(value, us)
  return types.datetime(value.us + us, value.offset)
end

-- Adds whole months, clipped to the last day of the month.
local function add_months(days, months)
  local year, month, day = calendar.civil(days)
  local index = year * 12 + month - 1 + months
  year, month = index // 12, index % 12 + 1
  if year < 1 or year > 9999 then
    errors.value_error("year %d is out of range", year)
  end
  return calendar.days(year, month, math.min(day, calendar.month_length(year, month)))
end

local function whole_months(duration)
  local years, months = math.tointeger(duration.years), math.tointeger(duration.months)
  if not years or not months then
    errors.value_error("fractional years or months not supported for date calculations")
  end
  return years * 12 + months
end

local function add_duration(value, duration, sign)
  local months = whole_months(duration) * sign
  if values.kind(value) == "date" then
    return types.date(add_months(value.days, months) + sign * (duration.us // DAY))
  end
  local days = add_months(value.us // DAY, months)
  return types.datetime(days * DAY + value.us % DAY + sign * duration.us, value.offset)
end

local function add(a, b, left, right)
  if left == "timedelta" and right == "timedelta" then
    return types.timedelta(a.us + b.us)
  elseif left == "datetime" and right == "timedelta" then
    return shifted(a, b.us)
  elseif left == "date" and right == "timedelta" then
    return types.date(a.days + b.us // DAY)
  elseif (left == "datetime" or left == "date") and right == "Duration" then
    return add_duration(a, b, 1)
  elseif left == "Duration" and right == "Duration" then
    return types.duration(a.years + b.years, a.months + b.months, a.us + b.us)
  elseif left == "Duration" and right == "timedelta" then
    return types.duration(a.years, a.months, a.us + b.us)
  end
end

local commuting = { timedelta = { datetime = true, date = true, Duration = true },
  Duration = { datetime = true, date = true } }

operators.register("+", function(a, b, left, right)
  if commuting[left] and commuting[left][right] then
    return add(b, a, right, left)
  end
  return add(a, b, left, right)
end)

local function between(a, b)
  if (a.offset == nil) ~= (b.offset == nil) then
    errors.type_error("can't subtract offset-naive and offset-aware datetimes")
  end
  return types.timedelta(types.utc(a) - types.utc(b))
end

operators.register("-", function(a, b, left, right)
  if left == "datetime" and right == "datetime" then
    return between(a, b)
  elseif left == "date" and right == "date" then
    return types.timedelta((a.days - b.days) * DAY)
  elseif left == "datetime" and right == "timedelta" then
    return shifted(a, -b.us)
  elseif left == "date" and right == "timedelta" then
    return types.date(a.days - b.us // DAY)
  elseif left == "timedelta" and right == "timedelta" then
    return types.timedelta(a.us - b.us)
  elseif (left == "datetime" or left == "date") and right == "Duration" then
    return add_duration(a, b, -1)
  elseif left == "Duration" and right == "Duration" then
    return types.duration(a.years - b.years, a.months - b.months, a.us - b.us)
  elseif left == "Duration" and right == "timedelta" then
    return types.duration(a.years, a.months, a.us - b.us)
  elseif left == "timedelta" and right == "Duration" then
    return types.duration(-b.years, -b.months, a.us - b.us)
  end
end)

-- Rounds to the nearest integer, halves to the even one.
local function round(number)
  local floor = math.floor(number)
  local rest = number - floor
  if rest > 0.5 or (rest == 0.5 and floor % 2 == 1) then
    floor = floor + 1
  end
  return math.tointeger(floor)
end

local function scaled(delta, number)
  if numbers.is_int(number) then
    return types.timedelta(numbers.mul(delta.us, number))
  end
  return types.timedelta(round(delta.us * numbers.float(number)))
end

operators.register("*", function(a, b, left, right)
  if right == "timedelta" or right == "Duration" then
    a, b, left = b, a, right
  end
  local number = numbers.of(b)
  if left == "timedelta" and number then
    return scaled(a, number)
  elseif left == "Duration" and number and math.type(number) == "integer" then
    return types.duration(a.years * number, a.months * number, a.us * number)
  end
end)

local function zero()
  errors.raise("ZeroDivisionError", "division by zero")
end

operators.register("/", function(a, b, left, right)
  if left ~= "timedelta" then
    return nil
  elseif right == "timedelta" then
    return b.us == 0 and zero() or a.us / b.us
  end
  local number = numbers.of(b)
  if number then
    return number == 0 and zero() or types.timedelta(round(a.us / numbers.float(number)))
  end
end)

operators.register("//", function(a, b, left, right)
  if left ~= "timedelta" then
    return nil
  elseif right == "timedelta" then
    return b.us == 0 and zero() or a.us // b.us
  end
  local number = numbers.of(b)
  if number and math.type(number) == "integer" then
    return number == 0 and zero() or types.timedelta(a.us // number)
  end
end)

operators.register("%", function(a, b, left, right)
  if left == "timedelta" and right == "timedelta" then
    return b.us == 0 and zero() or types.timedelta(a.us % b.us)
  end
end)

operators.register("unary -", function(value, kind)
  if kind == "timedelta" then
    return types.timedelta(-value.us)
  elseif kind == "Duration" then
    return types.duration(-value.years, -value.months, -value.us)
  end
end)

return true
