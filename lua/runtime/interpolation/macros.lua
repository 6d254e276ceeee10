--- The reference's macros: one list, each with its name, arguments and meaning.
local errors = require("runtime.interpolation.errors")
local later = require("util.later")
local numbers = later("runtime.interpolation.numbers")
local sequences = later("runtime.interpolation.sequences")
local values = require("runtime.interpolation.values")

local function times()
  return require("runtime.interpolation.times")
end

local function expect_text(value, name)
  if type(value) ~= "string" then
    errors.type_error("%s() expects text, got %s", name, values.kind(value))
  end
  return value
end

-- max and min: the first of several that is strictly greater (less) than those before.
local function extreme(name, wanted)
  return function(args, kwargs)
    if kwargs then
      errors.type_error("%s() got an unexpected keyword argument '%s'", name, kwargs[0][1])
    end
    local items = #args == 1 and sequences.items(args[1]) or args
    if #args == 0 then
      errors.type_error("%s expected at least 1 argument, got 0", name)
    elseif #items == 0 then
      errors.value_error("%s() arg is an empty sequence", name)
    end
    local best = items[1]
    for index = 2, #items do
      if values.compare(items[index], best, wanted == 1 and ">" or "<") == wanted then
        best = items[index]
      end
    end
    return best
  end
end

local function timestamp(value)
  if values.is_number(value) then
    return numbers.truncate(numbers.of(value))
  end
  return times().timestamp(times().from_text(value))
end

-- What Python's quote_plus leaves as it is.
local function quote_plus(value)
  if values.kind(value) == "bytes" then
    value = value.text
  end
  expect_text(value, "sanitize_url")
  return (value:gsub("[^%w_.~ -]", function(char)
    return ("%%%02X"):format(char:byte())
  end):gsub(" ", "+"))
end

local function snake_case(value)
  expect_text(value, "camel_case_to_snake_case")
  local body = value:sub(2):gsub("%u", "_%0")
  return require("runtime.interpolation.text").lower(value:sub(1, 1) .. body)
end

return {
  { name = "now_utc", signature = "", doc = "The current date and time, in UTC.",
    run = function()
      return times().now()
    end },
  { name = "today_utc", signature = "", doc = "The current date, in UTC.",
    run = function()
      return times().date_of(times().now())
    end },
  { name = "today_with_timezone", signature = "timezone",
    doc = "The current date in a time zone such as Europe/Paris.",
    run = function(zone)
      if type(zone) ~= "string" then
        errors.raise("UnknownTimeZoneError", "%s", values.repr(zone))
      end
      return times().date_of(times().now_in(zone))
    end },
  { name = "timestamp", signature = "dt",
    doc = "Seconds since 1970: of a number its whole part, of an ISO 8601 text a float.",
    run = timestamp },
  { name = "str_to_datetime", signature = "s", doc = "An ISO 8601 text as a datetime in UTC.",
    run = function(value)
      return times().from_text(value)
    end },
  { name = "max", signature = "*", doc = "The greatest of its arguments, or of one list.",
    run = extreme("max", 1) },
  { name = "min", signature = "*", doc = "The least of its arguments, or of one list.",
    run = extreme("min", -1) },
  { name = "day_delta", signature = "num_days format?",
    doc = "Now plus a number of days, as text (default format %Y-%m-%dT%H:%M:%S.%f%z).",
    run = function(days, format)
      return times().day_delta(days, format)
    end },
  { name = "duration", signature = "datestring", doc = "An ISO 8601 duration such as P1DT12H.",
    run = function(value)
      return times().duration(expect_text(value, "duration"))
    end },
  { name = "format_datetime", signature = "dt format input_format?",
    doc = "A datetime, a timestamp or a text in another format.",
    run = function(value, format, input)
      return times().format_datetime(value, format, input)
    end },
  { name = "sanitize_url", signature = "value", doc = "The text with URL escapes, + for spaces.",
    run = quote_plus },
  { name = "camel_case_to_snake_case", signature = "value", doc = "CamelCase as snake_case.",
    run = snake_case },
  { name = "generate_uuid", signature = "", doc = "A random UUID (version 4).",
    run = function()
      return require("host.hash").uuid()
    end },
}
