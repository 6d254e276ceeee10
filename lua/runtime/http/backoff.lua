--- What the backoff strategies share (§10): numbers, headers, caps.
local clock = require("host.clock")
local convert = require("runtime.interpolation.convert")
local failure = require("runtime.failure")
local json = require("host.json")
local response = require("runtime.http.response")
local values = require("runtime.interpolation.values")

local backoff = {}

--- The number of a strategy's field. Raises where the template gives none.
--- @param expression table of the field
function backoff.seconds(expression)
  return convert.float(expression:eval())
end

--- Python's float() of a text; nil where that raises.
function backoff.number(text)
  local ok, number = pcall(convert.float, text)
  return ok and number or nil
end

function backoff.is_finite(number)
  return number == number and number ~= math.huge and number ~= -math.huge
end

local LONGEST = 2 ^ 63 / 1e9 -- seconds

--- The length of a sleep. Raises for one that cannot be slept, as Python's time.sleep does.
function backoff.checked(seconds)
  if seconds ~= seconds then
    failure.value_error("Invalid value NaN (not a number)")
  elseif seconds < 0 then
    failure.value_error("sleep length must be non-negative")
  elseif seconds >= LONGEST then
    local message = "timestamp out of range for platform time_t"
    failure.raise({ class = "OverflowError", message = message })
  end
  return seconds
end

--- Adds the jitter of a strategy: its lower bound with the test clock.
function backoff.jittered(seconds, range)
  if not range or clock.fast() then
    return seconds
  end
  return seconds + math.random() * 2 * range
end

local function unknown_cap(text, reason)
  failure.raise({
    message = "The connector could not determine how long it is allowed to wait for a rate "
      .. "limit to clear. This is a problem with the connector rather than with your "
      .. "configuration.",
    internal = ("Failed to evaluate max_waiting_time_in_seconds %s: %s"):format(
      values.repr(tostring(text)),
      reason
    ),
  })
end

--- The cap of a strategy in seconds, nil when it has none. Raises when it cannot be told.
function backoff.cap(node, build)
  local written = build:value(node, "max_waiting_time_in_seconds")
  if written == nil then
    return nil
  end
  local ok, number = pcall(function()
    return convert.float(build:static(node, "max_waiting_time_in_seconds"))
  end)
  if not ok then
    unknown_cap(written, tostring(failure.from(number).message))
  elseif not backoff.is_finite(number) then
    unknown_cap(written, "resolved to " .. tostring(number) .. ", which is not a finite number")
  end
  return number
end

--- Raises when the wait is as long as the cap or longer.
function backoff.check_cap(seconds, cap)
  if cap and seconds >= cap then
    failure.raise({
      type = "transient_error",
      message = "The rate limit wait time is longer than the connector is allowed to wait.",
      internal = ("Rate limit wait time %ss is greater than or equal to the maximum of %ss this "
        .. "stream is allowed to wait. Stopping the stream..."):format(
        values.str(seconds),
        values.str(cap)
      ),
    })
  end
end

--- The number in a header. @param pattern string|nil a regular expression that must match at the
--- start; the whole match counts, without a match the whole header
function backoff.header_number(reply, name, pattern)
  local text = reply and response.header(reply, name)
  if not text or text == "" then
    return nil
  end
  if pattern then
    local found = assert(require("host.regex").compile(pattern)):match(text)
    if found then
      text = text:sub(found.start, found.stop)
    end
  end
  return backoff.number(text)
end

--- A field that is a regular expression, evaluated with config; nil when absent.
function backoff.pattern(node, build)
  local pattern = build:static(node, "regex")
  return pattern ~= nil and pattern ~= "" and pattern ~= json.null and values.str(pattern) or nil
end

backoff.cap_field = {
  name = "max_waiting_time_in_seconds",
  type = "number | string",
  template = { "config" },
  doc = "Waits as long as this or longer end the stream instead.",
  example = 3600,
}

backoff.regex_field = {
  name = "regex",
  type = "string",
  template = { "config" },
  doc = "A regular expression that must match at the start of the header; the match is read.",
  example = "[0-9]+",
}

return backoff
