--- Points in time at which tokens end, in microseconds since the epoch (UTC).
local clock = require("host.clock")
local convert = require("util.later")("runtime.interpolation.convert")
local failure = require("runtime.failure")
local values = require("runtime.interpolation.values")

local expiry = {}

local SECOND = 1000000
local HOUR = 3600 * SECOND

function expiry.now()
  return clock.now_us()
end

--- What is taken when the reply names no end.
function expiry.default()
  return expiry.now() + HOUR
end

--- One day ago: the token counts as ended.
function expiry.ended()
  return expiry.now() - 24 * HOUR
end

-- The end of the year 9999.
local LAST = 253402300800

--- @param seconds number
function expiry.after_seconds(seconds)
  local whole = math.tointeger(seconds)
  if not whole or math.abs(whole) >= 86400 << 31 then
    failure.raise({
      class = "OverflowError",
      message = "Python int too large to convert to C int",
    })
  elseif math.abs(whole) >= LAST then
    failure.raise({ class = "OverflowError", message = "date value out of range" })
  end
  return expiry.now() + whole * SECOND
end

local function count(text, char)
  return select(2, text:gsub(char, ""))
end

local function seconds_of(text)
  if text:sub(1, 1) == "-" then
    failure.value_error("Timestamp cannot be negative")
  elseif #text:gsub("^0+", "") > 10 then
    failure.value_error("Timestamp value too large")
  end
  return math.tointeger(tonumber(text))
end

local function day_of(text)
  local calendar = require("runtime.time.calendar")
  local year, month, day = text:match("^%s*(%d+)%s*%-%s*(%d+)%s*%-%s*(%d+)%s*$")
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  if not year or year < 1 or year > 9999 or month < 1 or month > 12
    or day < 1 or day > calendar.month_length(year, month) then
    failure.value_error("Invalid date format: " .. text)
  end
  return calendar.days(year, month, day)
end

--- A point in time as it stands in a config or a reply: seconds since the epoch, a date or a date
--- and time. Raises a ValueError.
--- @param value string|integer
function expiry.parse(value)
  local text = values.str(value)
  if text:find("^%-?%d+$") then
    return seconds_of(text) * SECOND
  end
  local dashes, slashes = count(text, "%-"), count(text, "/")
  local has_clock = text:find(":", 1, true) ~= nil
  if not has_clock and dashes == 2 and slashes == 0 then
    return day_of(text) * 24 * HOUR
  end
  local has_day = not has_clock or dashes >= 2 or slashes >= 2
  return has_day and require("runtime.time.loose").parse(text)
    or failure.value_error("Could not parse datetime string: " .. text)
end

--- "2024-01-01T00:00:00+00:00", with microseconds only where there are any.
function expiry.text(us)
  local datetime = require("runtime.time.datetime")
  local fraction = us % SECOND
  local text = datetime.format(us - fraction, "%Y-%m-%dT%H:%M:%S")
  return text .. (fraction > 0 and (".%06d"):format(fraction) or "") .. "+00:00"
end

local function whole_seconds(value)
  return convert.int(convert.float(values.str(value)))
end

--- The end of a token by the value in a reply.
--- @param is_date boolean whether it is a point in time rather than a number of seconds
function expiry.from_reply(value, is_date)
  if is_date then
    local ok, us = pcall(expiry.parse, value)
    if not ok then
      failure.value_error("Invalid token expiry date format: " .. tostring(us.message))
    end
    return us
  end
  local ok, seconds = pcall(whole_seconds, value)
  if ok then
    return expiry.after_seconds(seconds)
  elseif seconds.class == "OverflowError" then
    error(seconds, 0)
  end
  failure.value_error(
    ("Invalid expires_in value: %s. Expected number of seconds when no format specified."):format(
      values.str(value)
    )
  )
end

return expiry
