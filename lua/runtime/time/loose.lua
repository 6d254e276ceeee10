--- Dates and times as people write them: 05/01/2024 10:30 PM, 1 May 2024, 2024.05.01T10:30+02:00.
---
--- The parts are found and told apart as by dateutil's parser, which fills in those of today for
--- what a date lacks; here it needs all of them.
local calendar = require("runtime.time.calendar")
local clock = require("host.clock")

local loose = {}

local SECOND = 1000000

local IGNORED = {
  t = true, at = true, on = true, ["and"] = true, ad = true, m = true, of = true, st = true,
  nd = true, rd = true, th = true,
}

-- The number of a month or a weekday by its name or the first three letters of it.
local function named(list, word)
  for number, name in ipairs(list) do
    name = name:lower()
    if word == name or word == name:sub(1, 3) then
      return number
    end
  end
end

local function add(found, part)
  local month = named(calendar.MONTHS, part:lower())
  found.month_at = month and #found + 1 or found.month_at
  if #part > 2 and not month then
    found.year_at = #found + 1
  end
  found[#found + 1] = month or math.tointeger(tonumber(part))
  return #found <= 3 and found[#found] ~= nil
end

local function read_date(found, text, at)
  local year, month, day, stop = text:match("^(%d%d%d%d)(%d%d)(%d%d)()%f[%D]", at)
  if not year then
    local _
    year, _, month, day, stop = text:match("^(%w+)([-/.])(%w+)%2(%d+)()", at)
  end
  if year and #found == 0 then
    return add(found, year) and add(found, month) and add(found, day) and stop
  end
end

-- A comma stands before the fraction of two digits only.
local function read_fraction(found, text, at, second)
  local digits, stop = text:match(#second == 2 and "^[.,](%d+)()" or "^%.(%d+)()", at)
  if digits then
    digits = digits:sub(1, 6)
    found.micros = math.tointeger(tonumber(digits .. ("0"):rep(6 - #digits)))
  end
  return stop or at
end

-- 10:30, 10:30:05.5 and, after a date, 103005.
local function read_clock(found, text, at)
  local hour, minute, stop = text:match("^(%d%d?):(%d%d?)()", at)
  local second, after = nil, nil
  if hour then
    second, after = text:match("^:(%d%d?)()", stop)
  elseif #found == 3 then
    hour, minute, second, after = text:match("^(%d%d)(%d%d)(%d%d)()%f[%D]", at)
  end
  if not hour or found.hour then
    return nil
  end
  found.hour, found.minute = tonumber(hour), tonumber(minute)
  found.second = tonumber(second or 0)
  return after and read_fraction(found, text, after, second) or stop
end

local function read_number(found, text, at)
  local digits, stop = text:match("^(%d+)()", at)
  return digits and #digits <= 4 and add(found, digits) and stop
end

local function read_offset(found, text, at)
  local sign, hours, minutes, stop = text:match("^([+-])(%d%d):?(%d%d)()%f[%D]", at)
  if not sign then
    sign, hours, stop = text:match("^([+-])(%d%d?)()%f[%D]", at)
  end
  if sign and found.hour and not found.offset then
    found.offset = (hours * 3600 + (minutes or 0) * 60) * (sign == "-" and -1 or 1)
    return stop
  end
end

local HALVES = { am = 0, pm = 12 }

local function read_half(found, word)
  if not found.hour or found.hour > 12 then
    return false
  end
  found.hour = found.hour % 12 + HALVES[word]
  return true
end

-- A zone other than UTC is not known by its name, and counts as UTC.
local function is_zone(found, word)
  return found.hour ~= nil and (word == "z" or #word <= 5 and not word:find("%U"))
end

local function read_word(found, text, at)
  local word, stop = text:match("^(%a+)()", at)
  if not word then
    return nil
  end
  local small = word:lower()
  if HALVES[small] then
    return read_half(found, small) and stop
  end
  local is_known = IGNORED[small]
    or named(calendar.WEEKDAYS, small)
    or named(calendar.MONTHS, small) and add(found, small)
    or is_zone(found, word)
  return is_known and stop
end

local function read_gap(_, text, at)
  return text:match("^,()%D", at) or text:match("^[ .;/'-]()", at)
end

local READERS = {
  read_date, read_clock, read_number, read_offset, read_word, read_gap,
}

local function read_part(found, text, at)
  for _, read in ipairs(READERS) do
    local stop = read(found, text, at)
    if stop then
      return stop
    end
  end
end

-- A year of two digits lies within fifty years of now.
local function full_year(year)
  local now = calendar.civil(clock.now_us() // (86400 * SECOND))
  local full = year + now // 100 * 100
  return full >= now + 50 and full - 100 or full < now - 50 and full + 100 or full
end

--- Which of three numbers are year, month and day.
local function order(found)
  local a, b, c = found[1], found[2], found[3]
  if found.month_at == 1 then
    return b > 31 and b or c, a, b > 31 and c or b
  elseif found.month_at == 2 then
    return a > 31 and a or c, b, a > 31 and c or a
  elseif a > 31 or found.year_at == 1 then
    return a, b, c
  elseif a > 12 then
    return c, b, a
  end
  return c, a, b
end

local function days_of(found)
  if #found < 3 or found.month_at == 3 then
    return nil
  end
  local year, month, day = order(found)
  if not found.year_at and year < 100 then
    year = full_year(year)
  end
  if year < 1 or month < 1 or month > 12 or day < 1 or day > calendar.month_length(year, month) then
    return nil
  end
  return calendar.days(year, month, day)
end

local function seconds_of(found)
  local hour, minute, second = found.hour or 0, found.minute or 0, found.second or 0
  if hour > 23 or minute > 59 or second > 59 or math.abs(found.offset or 0) >= 86400 then
    return nil
  end
  return hour * 3600 + minute * 60 + second - (found.offset or 0)
end

--- @return integer|nil microseconds since the epoch, UTC where the text names no offset; nil for
---   what cannot be read
function loose.parse(text)
  local found, at = {}, 1
  while at and at <= #text do
    at = read_part(found, text, at)
  end
  local days, seconds = at and days_of(found), at and seconds_of(found)
  return days and seconds and (days * 86400 + seconds) * SECOND + (found.micros or 0) or nil
end

return loose
