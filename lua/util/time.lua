--- Times as the registry writes them: RFC 3339 in UTC, whole seconds.
local clock = require("host.clock")

local time = {}

-- The date of a day counted from 1970-01-01, proleptic Gregorian calendar.
local function civil(days)
  local z = days + 719468
  local era = z // 146097
  local day_of_era = z - era * 146097
  local year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524
    - day_of_era // 146096) // 365
  local day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
  local month_index = (5 * day_of_year + 2) // 153
  local day = day_of_year - (153 * month_index + 2) // 5 + 1
  local month = month_index < 10 and month_index + 3 or month_index - 9
  return year_of_era + era * 400 + (month <= 2 and 1 or 0), month, day
end

--- Epoch seconds as text.
---@param seconds number|nil now when left out
---@return string
function time.rfc3339(seconds)
  local whole = math.floor(seconds or clock.now())
  local year, month, day = civil(whole // 86400)
  local rest = whole % 86400
  return ("%04d-%02d-%02dT%02d:%02d:%02dZ"):format(year, month, day,
    rest // 3600, rest // 60 % 60, rest % 60)
end

-- Days from 1970-01-01 to a date.
local function days(year, month, day)
  year = month <= 2 and year - 1 or year
  local era = year // 400
  local year_of_era = year - era * 400
  local day_of_year = (153 * (month + (month > 2 and -3 or 9)) + 2) // 5 + day - 1
  return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    - 719468
end

local MONTHS = { Jan = 1, Feb = 2, Mar = 3, Apr = 4, May = 5, Jun = 6, Jul = 7, Aug = 8, Sep = 9,
  Oct = 10, Nov = 11, Dec = 12 }

--- The epoch seconds of a date in a header of HTTP: "Sun, 06 Nov 1994 08:49:37 GMT".
---@param text string
---@return integer|nil
function time.from_http(text)
  local day, month, year, hour, minute, second = text:match(
    "^%a+, (%d%d) (%a%a%a) (%d%d%d%d) (%d%d):(%d%d):(%d%d) GMT$")
  if not day or not MONTHS[month] then
    return nil
  end
  return days(math.tointeger(tonumber(year)), MONTHS[month], math.tointeger(tonumber(day))) * 86400
    + math.tointeger(tonumber(hour)) * 3600 + math.tointeger(tonumber(minute)) * 60
    + math.tointeger(tonumber(second))
end

--- The epoch seconds of a time that rfc3339() wrote.
---@param text string
---@return integer|nil
function time.from_rfc3339(text)
  local year, month, day, hour, minute, second = text:match(
    "^(%d%d%d%d)-(%d%d)-(%d%d)T(%d%d):(%d%d):(%d%d)Z$")
  if not year then
    return nil
  end
  return days(math.tointeger(tonumber(year)), math.tointeger(tonumber(month)),
    math.tointeger(tonumber(day))) * 86400 + math.tointeger(tonumber(hour)) * 3600
    + math.tointeger(tonumber(minute)) * 60 + math.tointeger(tonumber(second))
end

--- How long ago, for a message: "12 seconds", "3 hours".
---@param seconds number
---@return string
function time.age(seconds)
  for _, unit in ipairs({ { 86400, "day" }, { 3600, "hour" }, { 60, "minute" } }) do
    if seconds >= unit[1] then
      local count = seconds // unit[1]
      return ("%d %s%s"):format(count, unit[2], count == 1 and "" or "s")
    end
  end
  local count = math.max(0, math.floor(seconds))
  return ("%d second%s"):format(count, count == 1 and "" or "s")
end

return time
