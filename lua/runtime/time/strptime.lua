--- Parsing of times by the codes of strptime, as Python reads them.
local calendar = require("runtime.time.calendar")
local quick_parse = require("host.times").parse

local strptime = {}

local SECOND = 1000000

-- A reader gets the text, a position and the fields; it returns the ends that are possible, best
-- first, each with the value. Backtracking takes the next one when the rest does not fit.
local function digits(least, most, low, high)
  return function(text, at)
    local found = {}
    for length = most, least, -1 do
      local part = text:sub(at, at + length - 1)
      local number = #part == length and part:match("^%d+$") and math.tointeger(tonumber(part))
      if number and number >= low and number <= high then
        found[#found + 1] = { at + length, number }
      end
    end
    return found
  end
end

local function names(list, length)
  return function(text, at)
    local rest = text:sub(at):lower()
    local found = {}
    for index, name in ipairs(list) do
      local wanted = name:sub(1, length or #name):lower()
      if rest:sub(1, #wanted) == wanted then
        found[#found + 1] = { at + #wanted, index }
      end
    end
    return found
  end
end

local function fraction(text, at)
  local found = {}
  local run = text:match("^%d+", at) or ""
  for length = math.min(#run, 6), 1, -1 do
    local part = run:sub(1, length)
    found[#found + 1] = { at + length, math.tointeger(tonumber(part .. ("0"):rep(6 - length))) }
  end
  return found
end

local OFFSETS = {
  "^([+-])(%d%d):?([0-5]%d):?([0-5]%d)()",
  "^([+-])(%d%d):?([0-5]%d)()()",
}

local function offset(text, at)
  if text:sub(at, at) == "Z" then
    return { { at + 1, 0 } }
  end
  local found = {}
  for index, pattern in ipairs(OFFSETS) do
    local sign, hours, minutes, seconds, stop = text:match(pattern, at)
    if sign then
      seconds = index == 1 and seconds or 0
      local value = hours * 3600 + minutes * 60 + seconds
      if value < 86400 then -- an offset is less than a day
        found[#found + 1] = { stop, math.tointeger(sign == "-" and -value or value) }
      end
    end
  end
  return found
end

-- A day may be written with a blank for its zero, as %e prints it.
local two_digits = digits(1, 2, 1, 31)

local function day_of_month(text, at)
  local day = text:match("^ ([1-9])", at)
  return day and { { at + 2, math.tointeger(tonumber(day)) } } or two_digits(text, at)
end

local readers = {
  Y = digits(4, 4, 0, 9999),
  m = digits(1, 2, 1, 12),
  d = day_of_month,
  H = digits(1, 2, 0, 23),
  I = digits(1, 2, 1, 12),
  M = digits(1, 2, 0, 59),
  S = digits(1, 2, 0, 61),
  y = digits(2, 2, 0, 99),
  j = digits(1, 3, 1, 366),
  w = digits(1, 1, 0, 6),
  u = digits(1, 1, 1, 7),
  U = digits(1, 2, 0, 53),
  W = digits(1, 2, 0, 53),
  V = digits(1, 2, 1, 53),
  G = digits(4, 4, 0, 9999),
  f = fraction,
  z = offset,
  Z = names({ "UTC", "GMT" }),
  p = names({ "AM", "PM" }),
  A = names(calendar.WEEKDAYS),
  a = names(calendar.WEEKDAYS, 3),
  B = names(calendar.MONTHS),
  b = names(calendar.MONTHS, 3),
}

local composed = { c = "%a %b %d %H:%M:%S %Y", x = "%m/%d/%y", X = "%H:%M:%S" }

-- What a code takes at least; 1 where it is not said.
local LEAST = { Y = 4, y = 2, G = 4, z = 1, Z = 3, p = 2, A = 6, a = 3, B = 3, b = 3 }

local function shortest(parts)
  local length = 0
  for _, part in ipairs(parts) do
    length = length + (part.code and LEAST[part.code] or part.blank and 0 or 1)
  end
  return length
end

-- Formats are few; a text that a record brings must not stay for ever.
local MAX_COMPILED = 256
local compiled, count = {}, 0

local function compile_into(parts, format)
  local at = 1
  while at <= #format do
    local char, code = format:sub(at, at), format:sub(at + 1, at + 1)
    if char == "%" and composed[code] then
      local done, message = compile_into(parts, composed[code])
      if not done then
        return nil, message
      end
      at = at + 2
    elseif char == "%" and code ~= "%" then
      if not readers[code] then
        return nil, ("'%s' is a bad directive in format '%s'"):format(code, format)
      elseif parts[code] then -- as in Python; it also bounds the ways to match
        return nil, ("redefinition of group name '%s'"):format(code)
      end
      parts[code] = true
      parts[#parts + 1] = { code = code, read = readers[code] }
      at = at + 2
    else
      parts[#parts + 1] = { char = char:lower(), blank = char:match("%s") ~= nil }
      at = at + (char == "%" and 2 or 1)
    end
  end
  return parts
end

local function compiled_of(format)
  local known = compiled[format]
  if not known then
    local parts, message = compile_into({}, format)
    known = { parts = parts, message = message }
    if parts then
      known.shortest = shortest(parts)
    end
    if count >= MAX_COMPILED then
      compiled, count = {}, 0
    end
    compiled[format], count = known, count + 1
  end
  return known
end

local match

local function match_code(part, parts, index, text, at, fields)
  for _, candidate in ipairs(part.read(text, at)) do
    fields[part.code] = candidate[2]
    local stop = match(parts, index + 1, text, candidate[1], fields)
    if stop then
      fields[part.code] = candidate[2]
      return stop
    end
  end
end

local function match_blank(parts, index, text, at, fields)
  while parts[index + 1] and parts[index + 1].blank do
    index = index + 1
  end
  local _, stop = text:find("^%s+", at)
  return stop and match(parts, index + 1, text, stop + 1, fields)
end

-- @return integer|nil the position after what was matched
function match(parts, index, text, at, fields)
  local part = parts[index]
  if not part then
    return at
  elseif part.read then
    return match_code(part, parts, index, text, at, fields)
  elseif part.blank then
    return match_blank(parts, index, text, at, fields)
  elseif text:sub(at, at):lower() == part.char then
    return match(parts, index + 1, text, at + 1, fields)
  end
end

local function hour_of(fields)
  if not fields.I then
    return fields.H or 0
  end
  local hour = fields.I % 12
  return fields.p == 2 and hour + 12 or hour
end

local function year_of(fields)
  if fields.y and not fields.Y then
    return fields.y <= 68 and 2000 + fields.y or 1900 + fields.y
  end
  return fields.Y or 1900
end

-- 0 for Monday; nil when the text tells no weekday.
local function weekday_of(fields)
  local place = fields.A or fields.a or fields.u
  if place then
    return place - 1
  end
  return fields.w and (fields.w - 1) % 7
end

-- The day of a week of the year: %U weeks begin on Sunday, %W weeks on Monday.
local function day_of_week(year, fields)
  local weekday = weekday_of(fields)
  if not weekday or not (fields.U or fields.W) then
    return nil
  end
  local shift = fields.U and 1 or 0
  local january = calendar.days(year, 1, 1)
  local first = (calendar.weekday(january) + shift) % 7
  local place = (weekday + shift) % 7
  local week = fields.U or fields.W
  if week == 0 then
    return january + place - first
  end
  return january + (7 - first) % 7 + 7 * (week - 1) + place
end

local function day_of(fields)
  local week_day = day_of_week(year_of(fields), fields)
  if week_day and not fields.j then
    return week_day
  end
  local year, month = year_of(fields), fields.m or fields.B or fields.b
  if fields.j and not month then
    return calendar.days(year, 1, 1) + fields.j - 1
  elseif fields.G and fields.V then
    local fourth = calendar.days(fields.G, 1, 4)
    local place = weekday_of(fields) or 0
    return fourth - calendar.weekday(fourth) + (fields.V - 1) * 7 + place
  end
  month = month or 1
  local day = fields.d or 1
  if year < 1 or day > calendar.month_length(year, month) then
    return nil
  end
  return calendar.days(year, month, day)
end

local function search(text, format, known)
  local fields = {}
  local stop = #text >= known.shortest and match(known.parts, 1, text, 1, fields)
  if not stop then
    return nil, ("time data '%s' does not match format '%s'"):format(text, format)
  elseif stop <= #text then
    return nil, "unconverted data remains: " .. text:sub(stop)
  end
  local days = day_of(fields)
  if not days then
    return nil, "day is out of range for month"
  elseif (fields.S or 0) > 59 then
    return nil, "second must be in 0..59"
  end
  local seconds = days * 86400 + hour_of(fields) * 3600 + (fields.M or 0) * 60 + (fields.S or 0)
  local zone = fields.z
  return (seconds - (zone or 0)) * SECOND + (fields.f or 0), zone
end

--- @return integer|nil microseconds (UTC, or of the clock of a time without zone); integer|nil
---         offset in seconds, nil for a time without zone; on failure nil and Python's message
function strptime.parse(text, format)
  local us, zone = quick_parse(text, format)
  if us then
    return us, zone
  end
  local known = compiled_of(format)
  if not known.parts then
    return nil, known.message
  end
  return search(text, format, known)
end

return strptime
