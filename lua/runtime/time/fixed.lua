--- Times as most APIs write them, every member with all its digits: read with one pattern instead
--- of the search of strptime.lua, which stays the judge of every text that does not fit.
local calendar = require("runtime.time.calendar")

local fixed = {}

local SECOND = 1000000

local PIECES = {
  Y = "(%d%d%d%d)",
  m = "(%d%d)",
  d = "(%d%d)",
  H = "(%d%d)",
  M = "(%d%d)",
  S = "(%d%d)",
  f = "(%d%d?%d?%d?%d?%d?)",
  z = "([Z+-][%d:]*)",
}

local function literal(char)
  if char:find("%s") then
    return "%s+"
  end
  return char:find("%p") and "%" .. char or char
end

-- @return string|nil the pattern of a format, table the places of its codes
local function compile(format)
  local places, parts, count, at = {}, {}, 0, 1
  while at <= #format do
    local char, code = format:sub(at, at), format:sub(at + 1, at + 1)
    if char == "%" then
      if not PIECES[code] or places[code] then
        return nil
      end
      count = count + 1
      places[code], parts[#parts + 1] = count, PIECES[code]
      at = at + 2
    else
      local piece = literal(char)
      if piece ~= "%s+" or parts[#parts] ~= piece then
        parts[#parts + 1] = piece
      end
      at = at + 1
    end
  end
  return "^" .. table.concat(parts) .. "$", places
end

local ZONES = { Z = 0 }

-- Seconds; nil for what is none, or has seconds of its own.
local function zone_of(text)
  local known = ZONES[text]
  if known then
    return known
  end
  local sign, hours, minutes = text:match("^([+-])(%d%d):?([0-5]%d)$")
  if not sign then
    return nil
  end
  local value = tonumber(hours) * 3600 + tonumber(minutes) * 60
  return sign == "-" and -value or value
end

local found = {} -- what the pattern took, used again by every reading

local function member(place, default)
  return place and tonumber(found[place]) or default
end

local function moment(places)
  local year, month, day = member(places.Y), member(places.m), member(places.d)
  local hour, minute, second = member(places.H, 0), member(places.M, 0), member(places.S, 0)
  if
    year < 1 or month < 1 or month > 12 or day < 1 or day > calendar.month_length(year, month)
    or hour > 23 or minute > 59 or second > 59
  then
    return nil
  end
  local micro = places.f and found[places.f] or ""
  local zone = places.z and zone_of(found[places.z])
  if places.z and not zone then
    return nil
  end
  local seconds = calendar.days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second
  local us = micro ~= "" and tonumber(micro) * math.tointeger(10 ^ (6 - #micro)) or 0
  return (seconds - (zone or 0)) * SECOND + us, zone
end

--- A reader of the texts of one format.
--- @return function|nil read(text) -> as strptime.parse, nil for a text that strptime must judge;
---         nil for a format with codes that are not fixed, or without a date
function fixed.reader(format)
  local pattern, places = compile(format)
  if not pattern or not (places.Y and places.m and places.d) then
    return nil
  end
  return function(text)
    found[1], found[2], found[3], found[4], found[5], found[6], found[7], found[8] =
      text:match(pattern)
    if found[1] then
      return moment(places)
    end
  end
end

return fixed
