local later = require("util.later")
local backoff = later("runtime.http.backoff")

local strategy = {}
strategy.__index = strategy

--- @return number|nil seconds to wait before the next attempt
function strategy:wait()
  return backoff.jittered(backoff.seconds(self.seconds), self.jitter)
end

return {
  type = "ConstantBackoffStrategy",
  kind = "backoff_strategy",
  summary = "Waits the same time before each retry.",
  fields = {
    {
      name = "backoff_time_in_seconds",
      type = "number | string",
      min = 0,
      required = true,
      template = { "config" },
      doc = "Seconds to wait.",
      example = 30,
    },
    {
      name = "jitter_range_in_seconds",
      type = "number",
      min = 0,
      doc = "Up to twice so many seconds are added at random.",
      example = 5,
    },
  },
  build = function(node, build)
    return setmetatable({
      seconds = build:string(node, "backoff_time_in_seconds"),
      jitter = build:value(node, "jitter_range_in_seconds"),
    }, strategy)
  end,
}
