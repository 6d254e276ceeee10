local failure = require("runtime.failure")
local later = require("util.later")
local policies = later("runtime.rates.policy")

return {
  type = "Rate",
  untyped = true,
  kind = "rate",
  summary = "So many calls in an interval.",
  fields = {
    {
      name = "limit",
      type = "integer | string",
      required = true,
      template = { "config" },
      doc = "The calls.",
      example = 100,
    },
    {
      name = "interval",
      type = "string",
      required = true,
      doc = "The interval, an ISO 8601 duration.",
      example = "PT1M",
    },
  },
  build = function(node, build)
    local rate = {
      limit = policies.integer(node, build, "limit"),
      interval = policies.duration(node.interval).us, -- months do not count, as in the reference
    }
    if rate.limit == 0 or math.abs(rate.interval) < 1000 then
      failure.raise({ class = "AssertionError", message = "" })
    end
    return rate
  end,
}
