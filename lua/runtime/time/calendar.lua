--- The Gregorian calendar, before and after its time, as day numbers since 1970-01-01.
local calendar = {}

calendar.WEEKDAYS = {
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
}

calendar.MONTHS = {
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
}

local LENGTHS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

function calendar.is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

function calendar.month_length(year, month)
  if month == 2 and calendar.is_leap(year) then
    return 29
  end
  return LENGTHS[month]
end

-- Years are counted from March here: the leap day is the last of its year.
--- @return integer day number of a date; month 1 to 12
function calendar.days(year, month, day)
  if month <= 2 then
    year = year - 1
  end
  local era_year = year % 400
  local year_day = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
  local era_day = era_year * 365 + era_year // 4 - era_year // 100 + year_day
  return year // 400 * 146097 + era_day - 719468
end

--- @return integer year, integer month, integer day
function calendar.civil(days)
  local shifted = days + 719468
  local era_day = shifted % 146097
  local era_year = (era_day - era_day // 1460 + era_day // 36524 - era_day // 146096) // 365
  local year_day = era_day - (365 * era_year + era_year // 4 - era_year // 100)
  local month = (5 * year_day + 2) // 153
  local day = year_day - (153 * month + 2) // 5 + 1
  month = month < 10 and month + 3 or month - 9
  local year = era_year + shifted // 146097 * 400
  return month <= 2 and year + 1 or year, month, day
end

--- @return integer 0 for Monday to 6 for Sunday
function calendar.weekday(days)
  return (days + 3) % 7
end

--- @return integer 1 for the first of January
function calendar.day_of_year(days)
  local year = calendar.civil(days)
  return days - calendar.days(year, 1, 1) + 1
end

--- The year and week of ISO 8601: weeks begin on Monday, the first holds January 4.
function calendar.iso_week(days)
  local thursday = days - calendar.weekday(days) + 3
  local year = calendar.civil(thursday)
  return year, (thursday - calendar.days(year, 1, 1)) // 7 + 1
end

return calendar
