--- Methods of timezone.
local call = require("runtime.interpolation.call")
local types = require("runtime.interpolation.times.types")
local values = require("runtime.interpolation.values")

return {
  methods = {
    utcoffset = call.method("utcoffset", "/ dt", function(zone)
      return types.timedelta(zone.offset * types.SECOND)
    end),
    tzname = call.method("tzname", "/ dt", values.str),
    dst = call.method("dst", "/ dt", function()
      return values.None
    end),
  },
  properties = {
    zone = function(zone)
      return values.str(zone)
    end,
  },
}
