--- Attributes and methods of timedelta and Duration.
local call = require("runtime.interpolation.call")
local errors = require("runtime.interpolation.errors")
local operators = require("runtime.interpolation.operators")
local types = require("runtime.interpolation.times.types")
local values = require("runtime.interpolation.values")

local properties = {}

for index, name in ipairs({ "days", "seconds", "microseconds" }) do
  properties[name] = function(value)
    return (select(index, types.parts(value.us)))
  end
end

-- Of a Duration only.
for _, name in ipairs({ "years", "months" }) do
  properties[name] = function(value)
    return value[name]
  end
end

function properties.tdelta(value)
  return value.years and types.timedelta(value.us) or nil
end

local function total_seconds(value)
  return types.seconds(value.us)
end

local function to_timedelta(value, start, stop)
  if (start == nil) == (stop == nil) then
    errors.value_error("start or end required")
  elseif start ~= nil then
    return operators.sub(operators.add(start, value), start)
  end
  return operators.sub(stop, operators.sub(stop, value))
end

return {
  methods = {
    total_seconds = call.method("total_seconds", "/", total_seconds),
    totimedelta = call.method("totimedelta", "start? end?", function(value, start, stop)
      return to_timedelta(value, start ~= values.None and start or nil,
        stop ~= values.None and stop or nil)
    end),
  },
  properties = properties,
}
