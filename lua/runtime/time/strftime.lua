--- Formatting of times by the codes of strftime, as glibc and Python print them.
local calendar = require("runtime.time.calendar")
local quick_format = require("host.times").format

local strftime = {}

local SECOND = 1000000
local DAY = 86400 * SECOND

local function padded(width, field)
  local form = "%0" .. width .. "d"
  return function(time)
    return form:format(time[field])
  end
end

local function spaced(field)
  return function(time)
    return ("%2d"):format(time[field])
  end
end

local function twelve(time)
  return (time.hour - 1) % 12 + 1
end

local function offset_text(time)
  if not time.offset then
    return ""
  end
  local seconds = math.abs(time.offset)
  local text = ("%s%02d%02d"):format(
    time.offset < 0 and "-" or "+",
    seconds // 3600,
    seconds // 60 % 60
  )
  return seconds % 60 == 0 and text or text .. ("%02d"):format(seconds % 60)
end

local function zone_text(time)
  if not time.offset then
    return ""
  elseif time.zone then
    return time.zone
  elseif time.offset == 0 then
    return "UTC"
  end
  local text = offset_text(time)
  return "UTC" .. text:sub(1, 3) .. ":" .. text:sub(4, 5)
end

local function week_of_year(first)
  return function(time)
    local place = (calendar.weekday(time.days) - first) % 7
    return ("%02d"):format((calendar.day_of_year(time.days) + 6 - place) // 7)
  end
end

local codes = {
  d = padded(2, "day"),
  m = padded(2, "month"),
  H = padded(2, "hour"),
  M = padded(2, "minute"),
  S = padded(2, "second"),
  f = padded(6, "microsecond"),
  e = spaced("day"),
  k = spaced("hour"),
  z = offset_text,
  Z = zone_text,
  U = week_of_year(6),
  W = week_of_year(0),
}

function codes.Y(time)
  return tostring(time.year)
end

function codes.y(time)
  return ("%02d"):format(time.year % 100)
end

function codes.C(time)
  return ("%02d"):format(time.year // 100)
end

function codes.I(time)
  return ("%02d"):format(twelve(time))
end

function codes.l(time)
  return ("%2d"):format(twelve(time))
end

function codes.p(time)
  return time.hour < 12 and "AM" or "PM"
end

function codes.P(time)
  return time.hour < 12 and "am" or "pm"
end

function codes.A(time)
  return calendar.WEEKDAYS[calendar.weekday(time.days) + 1]
end

function codes.a(time)
  return codes.A(time):sub(1, 3)
end

function codes.B(time)
  return calendar.MONTHS[time.month]
end

function codes.b(time)
  return codes.B(time):sub(1, 3)
end

codes.h = codes.b

function codes.j(time)
  return ("%03d"):format(calendar.day_of_year(time.days))
end

function codes.w(time)
  return tostring((calendar.weekday(time.days) + 1) % 7)
end

function codes.u(time)
  return tostring(calendar.weekday(time.days) + 1)
end

function codes.G(time)
  return tostring((calendar.iso_week(time.days)))
end

function codes.g(time)
  return ("%02d"):format(calendar.iso_week(time.days) % 100)
end

function codes.V(time)
  local _, week = calendar.iso_week(time.days)
  return ("%02d"):format(week)
end

-- Inside a longer format the clock's own time counts, as if it stood in UTC.
function codes.s(time)
  return tostring(time.us // SECOND + (time.offset or 0))
end

function codes.n()
  return "\n"
end

function codes.t()
  return "\t"
end

codes["%"] = function()
  return "%"
end

--- Codes that stand for several others.
local composed = {
  c = "%a %b %e %H:%M:%S %Y",
  x = "%m/%d/%y",
  X = "%H:%M:%S",
  D = "%m/%d/%y",
  F = "%Y-%m-%d",
  T = "%H:%M:%S",
  R = "%H:%M",
  r = "%I:%M:%S %p",
}

-- Codes that Python writes itself: flags do not apply to them.
local PLAIN = { f = true, z = true, Z = true }

-- A flagged code the way glibc writes it: "-" without padding, "_" padded with blanks, "0" with
-- zeros, "^" and "#" in another case, a number for the width.
local function flagged(flags, width, text)
  local fill = text:find("^ *%d+$") and (text:find("^ ") and " " or "0") or " "
  local least = math.max(tonumber(width) or 0, #text)
  local case = flags:match("[%^#]")
  local pad = flags:match("[_%-0][^_%-0]*$")
  if text:find("^ *%d+$") then
    text = text:match("^[ 0]*(%d+)$")
  end
  if case then
    text = (case == "#" and text:find("^%u+$")) and text:lower() or text:upper()
  end
  pad = pad and pad:sub(1, 1)
  if pad == "-" then
    least = tonumber(width) or 0
  elseif pad then
    fill = pad == "_" and " " or "0"
  end
  return fill:rep(least - #text) .. text
end

local function expand(format, time)
  return (
    format:gsub("%%([_%-0%^#]*)(%d*)(.)", function(flags, width, code)
      local is_plain = flags == "" and width == ""
      local show = codes[code]
      if composed[code] then
        local text = expand(composed[code], time)
        return is_plain and text or flagged(flags, width, text)
      elseif not show or (PLAIN[code] and not is_plain) then
        return "%" .. flags .. width .. code
      end
      return is_plain and show(time) or flagged(flags, width, show(time))
    end)
  )
end

--- The members of a time as its calendar and clock show them.
--- @param us integer microseconds since the epoch, UTC
--- @param offset integer|nil seconds east of UTC; nil for a time without a zone
--- @return table year, month, day, hour, minute, second, microsecond, days, us, offset
function strftime.fields(us, offset)
  local here = us + (offset or 0) * SECOND
  local days, rest = here // DAY, here % DAY
  local year, month, day = calendar.civil(days)
  local seconds = rest // SECOND
  return {
    year = year,
    month = month,
    day = day,
    hour = seconds // 3600,
    minute = seconds // 60 % 60,
    second = seconds % 60,
    microsecond = rest % SECOND,
    days = days,
    us = us,
    offset = offset,
  }
end

--- @param offset integer|nil seconds east of UTC; nil for a time without a zone
--- @param zone string|nil name of the zone, made from the offset when absent
function strftime.format(us, format, offset, zone)
  local text = quick_format(us, format, offset)
  if text then
    return text
  end
  local time = strftime.fields(us, offset)
  time.zone = zone
  return expand(format, time)
end

return strftime
