--- Clamping of window bounds to whole days, weeks or months.
---
--- A strategy has two functions: `up` moves a bound to the next boundary (one that already is at a
--- boundary stays; a first of the month or the weekday loses its time of day), `down` to the one
--- before.
local moment = require("runtime.cursor.moment")

local clamping = {}

local WEEKDAYS = {
  MONDAY = 0,
  TUESDAY = 1,
  WEDNESDAY = 2,
  THURSDAY = 3,
  FRIDAY = 4,
  SATURDAY = 5,
  SUNDAY = 6,
}

local function midnight(day)
  return day
end

local function next_midnight(day, later)
  return later and day + 1 or day
end

--- Day of the month (1 based) and length of the month of a day number, by the Gregorian calendar.
local function month_place(day)
  local shifted = day + 719468
  local era_day = shifted % 146097
  local year = (era_day - era_day // 1460 + era_day // 36524 - era_day // 146096) // 365
  local year_day = era_day - (365 * year + year // 4 - year // 100)
  local month = (5 * year_day + 2) // 153
  local first = (153 * month + 2) // 5
  local next_first = (153 * (month + 1) + 2) // 5
  return year_day - first + 1, next_first - first, month, year
end

-- Months are counted from March in month_place, so that February is 11 and ends the year.
local function month_length(length, month, year)
  if month ~= 11 then
    return length
  end
  local civil = year + 1
  local leap = civil % 4 == 0 and (civil % 100 ~= 0 or civil % 400 == 0)
  return leap and 29 or 28
end

local function month_start(day)
  return day - month_place(day) + 1
end

local function next_month_start(day)
  local place, length, month, year = month_place(day)
  if place == 1 then
    return day
  end
  return day - place + 1 + month_length(length, month, year)
end

-- Days until the next such weekday, 0 on the day itself. Day 0, 1970-01-01, was a Thursday.
local function days_to(day, weekday)
  return (weekday - (day + 3)) % 7
end

local function strategy(up, down)
  return {
    up = function(value)
      return moment.on_day(value, up)
    end,
    down = function(value)
      return moment.on_day(value, down)
    end,
  }
end

local function week(weekday)
  return strategy(function(day)
    return day + days_to(day, weekday)
  end, function(day)
    local days = days_to(day, weekday)
    return days == 0 and day or day + days - 7
  end)
end

--- @param target string "DAY", "WEEK" or "MONTH"
--- @param weekday string|nil for WEEK: "MONDAY" …
--- @return table|nil strategy, or nil and the reason
function clamping.new(target, weekday)
  if target == "DAY" then
    return strategy(next_midnight, midnight)
  elseif target == "MONTH" then
    return strategy(next_month_start, month_start)
  elseif target ~= "WEEK" then
    return nil, ("Invalid clamping target %s, expected DAY, WEEK, MONTH"):format(tostring(target))
  elseif not weekday then
    return nil, "Given WEEK clamping, weekday needs to be provided as target_details"
  elseif not WEEKDAYS[weekday] then
    return nil, ("Unknown weekday %s"):format(tostring(weekday))
  end
  return week(WEEKDAYS[weekday])
end

return clamping
