--- Times written as ISO 8601, with every form that dateutil's isoparse takes.
local calendar = require("runtime.time.calendar")

local isotime = {}

local SECOND = 1000000
local DAY = 86400 * SECOND

local function valid_date(year, month, day)
  return year >= 1 and month >= 1 and month <= 12 and day >= 1
    and day <= calendar.month_length(year, month) and calendar.days(year, month, day) or nil
end

-- Each form: a pattern whose last capture is the position after it, and how to make days of it.
local function common(text)
  local year, month, day, at = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)()")
  if not year then
    year, month, day, at = text:match("^(%d%d%d%d)(%d%d)(%d%d)()")
  end
  if not year then
    year, month, at = text:match("^(%d%d%d%d)%-(%d%d)()$")
  end
  if not year then
    year, at = text:match("^(%d%d%d%d)()$")
  end
  if year then
    return valid_date(tonumber(year), tonumber(month or 1), tonumber(day or 1)), at
  end
end

local function week_date(text)
  local year, week, day, at = text:match("^(%d%d%d%d)%-W(%d%d)%-(%d)()")
  if not year then
    year, week, day, at = text:match("^(%d%d%d%d)W(%d%d)(%d)()")
  end
  if not year then
    year, week, at = text:match("^(%d%d%d%d)%-?W(%d%d)()$")
  end
  week, day = tonumber(week), tonumber(day or 1)
  if not year or week < 1 or week > 53 or day < 1 or day > 7 then
    return nil
  end
  local first = calendar.days(tonumber(year), 1, 4)
  return first - calendar.weekday(first) + (week - 1) * 7 + day - 1, at
end

local function ordinal_date(text)
  local year, day, at = text:match("^(%d%d%d%d)%-?(%d%d%d)()")
  year, day = tonumber(year), tonumber(day)
  if not year or year < 1 or day < 1 or day > (calendar.is_leap(year) and 366 or 365) then
    return nil
  end
  return calendar.days(year, 1, 1) + day - 1, at
end

local function read_date(text)
  for _, read in ipairs({ common, week_date, ordinal_date }) do
    local days, at = read(text)
    if days then
      return days, at
    end
  end
end

-- Seconds east of UTC of "Z", "+01", "+0130", "+01:30"; nil when it is none.
local function read_offset(text)
  if text == "Z" or text == "z" then
    return 0
  end
  local sign, hours, minutes = text:match("^([+-])(%d%d):?(%d?%d?)$")
  if not sign then
    return nil
  end
  hours, minutes = tonumber(hours), tonumber(minutes ~= "" and minutes or 0)
  if hours > 23 or minutes > 59 then
    return nil
  end
  return (sign == "-" and -1 or 1) * (hours * 3600 + minutes * 60)
end

local function read_fraction(text)
  local digits, rest = text:match("^[.,](%d+)(.*)$")
  if not digits then
    return 0, text
  end
  digits = digits:sub(1, 6)
  return tonumber(digits) * 10 ^ (6 - #digits) // 1 | 0, rest
end

-- Hours, minutes, seconds as written: 12, 12:30, 12:30:05, 1230, 123005.
local function read_clock(text)
  local parts, rest = {}, text
  local colon
  for index = 1, 3 do
    local separator, digits, after = rest:match("^(:?)(%d%d)(.*)$")
    if not digits or (index == 1 and separator == ":") then
      break
    elseif index == 2 then
      colon = separator == ":"
    elseif index == 3 and (separator == ":") ~= colon then
      return nil
    end
    parts[index], rest = tonumber(digits), after
  end
  return parts, rest
end

local function read_time(text)
  local parts, rest = read_clock(text)
  if not parts or not parts[1] then
    return nil
  end
  local micros = 0
  if #parts == 3 then
    micros, rest = read_fraction(rest)
  end
  local hour, minute, second = parts[1], parts[2] or 0, parts[3] or 0
  if hour > 24 or minute > 59 or second > 59
    or (hour == 24 and (minute > 0 or second > 0 or micros > 0)) then
    return nil
  end
  local us = ((hour * 60 + minute) * 60 + second) * SECOND + micros
  if rest == "" then
    return us
  end
  local offset = read_offset(rest)
  return offset and us, offset
end

--- Reads an ISO 8601 text.
--- @return integer|nil us microseconds of the clock it shows, since 1970-01-01T00:00
--- @return integer|string|nil offset seconds east of UTC, nil when the text has none; on failure
---   the reason
function isotime.read(text)
  local days, at = read_date(text)
  if #text < 4 then
    return nil, "ISO string too short"
  elseif not days then
    return nil, ("Invalid isoformat string: '%s'"):format(text)
  elseif at > #text then
    return days * DAY
  end
  local us, offset = read_time(text:sub(at + 1))
  if not us then
    return nil, ("Invalid isoformat string: '%s'"):format(text)
  end
  return days * DAY + us, offset
end

--- The same as a time in UTC (without a zone the text is UTC), and its offset.
function isotime.parse(text)
  local us, offset = isotime.read(text)
  if not us then
    return nil, offset
  end
  return us - (offset or 0) * SECOND, offset or 0
end

return isotime
