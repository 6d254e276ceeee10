--- Common times in UTC in another format of plain numbers: their own digits in another order, so
--- that nothing has to be worked out. Most templates of records that show a time are of this form.
local calendar = require("runtime.time.calendar")

local PLACES = { Y = 1, m = 2, d = 3, H = 4, M = 5, S = 6 }
local COMMON = "^(%d%d%d%d)%-(%d%d)%-(%d%d)T(%d%d):(%d%d):(%d%d)(%.?%d*)Z?$"

--- The format with a capture's number for each code; false when it has other codes.
local function compile(format)
  if format:find("%%ms") then
    return false -- milliseconds
  end
  local plain = true
  local form = format:gsub("%%(.?)", function(code)
    plain = plain and PLACES[code] ~= nil
    return "%" .. (PLACES[code] or "")
  end)
  return plain and form
end

local compiled_of = require("runtime.time.compiled")(compile)

local function is_time(year, month, day, hour, minute, second, fraction)
  return year
    and year >= "1000"
    and month >= "01"
    and month <= "12"
    and day >= "01"
    and (day <= "28" or tonumber(day) <= calendar.month_length(tonumber(year), tonumber(month)))
    and hour <= "23"
    and minute <= "59"
    and second <= "59"
    and (fraction == "" or fraction:find("^%.%d"))
end

--- @param text any
--- @param format any
--- @return string|nil nil: the time or the format is not so simple, or wrong
return function(text, format)
  if type(text) ~= "string" or type(format) ~= "string" then
    return nil
  end
  local form = compiled_of(format)
  if form and is_time(text:match(COMMON)) then
    return (text:gsub(COMMON, form))
  end
end
