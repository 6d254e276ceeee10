local later = require("util.later")
local policies = later("runtime.rates.policy")

return {
  type = "Rate",
  untyped = true,
  kind = "rate",
  type_optional = true,
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
    return {
      limit = policies.integer(node, build, "limit"),
      interval = policies.duration(node.interval),
    }
  end,
}
