local later = require("util.later")
local backoff = later("runtime.http.backoff")
local parameters = later("runtime.manifest.parameters")

local strategy = {}
strategy.__index = strategy

--- @param attempt integer how many times the request was sent, from 1
function strategy:wait(_, attempt)
  local factor = self.factor and backoff.seconds(self.factor) or 5.0
  return backoff.jittered(factor * 2.0 ^ attempt, self.jitter)
end

return {
  type = "ExponentialBackoffStrategy",
  kind = "backoff_strategy",
  summary = "Doubles the wait with every retry.",
  fields = {
    {
      name = "factor",
      type = "number | string",
      default = 5,
      template = { "config" },
      doc = "The wait is factor times two to the power of the attempt.",
      example = 5,
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
      factor = not parameters.is_falsy(node.factor) and build:string(node, "factor") or nil,
      jitter = build:value(node, "jitter_range_in_seconds"),
    }, strategy)
  end,
}
