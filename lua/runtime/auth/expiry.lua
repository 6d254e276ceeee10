--- Points in time at which tokens end, in microseconds since the epoch (UTC).
local clock = require("host.clock")
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

function expiry.after_seconds(seconds)
  return expiry.now() + math.tointeger(seconds) * SECOND
end

local FORMATS = {
  "%Y-%m-%dT%H:%M:%S%z",
  "%Y-%m-%dT%H:%M:%S.%f%z",
  "%Y-%m-%dT%H:%M:%S",
  "%Y-%m-%dT%H:%M:%S.%f",
  "%Y-%m-%dT%H:%M%z",
  "%Y-%m-%dT%H:%M",
  "%Y-%m-%d",
}

--- A date and time of ISO 8601, with a blank or a T between the two.
local function iso_parse(text)
  text = text:gsub("^(%d+-%d+-%d+)%s+", "%1T"):gsub("(%.%d%d%d%d%d%d)%d+", "%1")
  local datetime = require("runtime.time.datetime")
  for _, format in ipairs(FORMATS) do
    local us = datetime.parse(text, format)
    if us then
      return us
    end
  end
end

--- A point in time as it stands in a config or a reply: seconds since the epoch, a date or a date
--- and time. Raises a ValueError.
--- @param value string|integer
function expiry.parse(value)
  local text = values.str(value)
  if text:find("^%d+$") and #text <= 10 then
    return math.tointeger(tonumber(text)) * SECOND
  end
  local us = iso_parse(text)
  if not us then
    failure.value_error("Could not parse datetime string: " .. text)
  end
  return us
end

--- "2024-01-01T00:00:00+00:00", with microseconds only where there are any.
function expiry.text(us)
  local datetime = require("runtime.time.datetime")
  local fraction = us % SECOND
  local text = datetime.format(us - fraction, "%Y-%m-%dT%H:%M:%S")
  return text .. (fraction > 0 and (".%06d"):format(fraction) or "") .. "+00:00"
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
  local seconds = tonumber(tostring(value))
  if not seconds or seconds ~= seconds or math.abs(seconds) == math.huge then
    failure.value_error(
      ("Invalid expires_in value: %s. Expected number of seconds when no format specified."):format(
        tostring(value)
      )
    )
  end
  return expiry.after_seconds(seconds < 0 and math.ceil(seconds) or math.floor(seconds))
end

return expiry
