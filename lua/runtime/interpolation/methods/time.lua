--- Attributes and methods of time.
local call = require("runtime.interpolation.call")
local strftime = require("runtime.time.strftime")
local times = require("runtime.interpolation.times")
local types = require("runtime.interpolation.times.types")
local values = require("runtime.interpolation.values")

local properties = {
  tzinfo = function(value)
    return value.offset and types.timezone(value.offset) or values.None
  end,
}

for _, name in ipairs({ "hour", "minute", "second", "microsecond" }) do
  properties[name] = function(value)
    return strftime.fields(value.us, nil)[name]
  end
end

return {
  methods = {
    isoformat = call.method("isoformat", "timespec?", types.time_text),
    strftime = call.method("strftime", "format", times.strftime),
  },
  properties = properties,
}
