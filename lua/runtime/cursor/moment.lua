--- Points in time as cursors use them.
---
--- A moment is an integer, microseconds since the epoch. A time that was written with an offset
--- other than UTC is a table { us, offset } instead, because it is printed with that offset again.
--- Both kinds compare with < and <=, alone and mixed; offsets are seconds.
local datetime = require("runtime.time.datetime")

local moment = {}
local zoned = { __name = "moment" }

local function us_of(value)
  return type(value) == "table" and value.us or value
end

function zoned.__lt(a, b)
  return us_of(a) < us_of(b)
end

function zoned.__le(a, b)
  return us_of(a) <= us_of(b)
end

--- @param us integer microseconds UTC
--- @param offset integer|nil seconds east of UTC
function moment.new(us, offset)
  if not offset or offset == 0 then
    return us
  end
  return setmetatable({ us = us, offset = offset }, zoned)
end

moment.us = us_of

--- @return integer seconds east of UTC
function moment.offset(value)
  return type(value) == "table" and value.offset or 0
end

--- Reads a text with the first of the formats that fits.
--- @return moment|nil, message
function moment.parse(text, formats)
  for index = 1, #formats do
    local us, offset = datetime.parse(text, formats[index])
    if us then
      return moment.new(us, offset)
    end
  end
  return nil, "no format matches"
end

function moment.format(value, format)
  return datetime.format(us_of(value), format, moment.offset(value))
end

-- Calendar arithmetic happens on the local time of the moment's offset.
local function shifted(value, duration, change)
  if type(value) ~= "table" then
    return change(value, duration)
  end
  local shift = value.offset * 1000000
  return moment.new(change(value.us + shift, duration) - shift, value.offset)
end

--- @param duration table { months, us }
function moment.add(value, duration)
  return shifted(value, duration, datetime.add)
end

function moment.subtract(value, duration)
  return shifted(value, duration, datetime.subtract)
end

--- Moves a moment to a midnight of its local time: `change` gets and returns the day number since
--- the epoch (and gets, as its second argument, whether the moment is later than that midnight).
function moment.on_day(value, change)
  local shift = moment.offset(value) * 1000000
  local us = us_of(value) + shift
  local day = us // moment.DAY
  local changed = change(day, us ~= day * moment.DAY)
  return moment.new(changed * moment.DAY - shift, moment.offset(value))
end

moment.DAY = 24 * 60 * 60 * 1000000
moment.SECOND = 1000000

return moment
