local later = require("util.later")
local matching = later("runtime.rates.matching")
local policies = later("runtime.rates.policy")

local policy = {}
policy.__index = policy

function policy:matches(request)
  return matching.any(self.matchers, request)
end

function policy.acquire() end

function policy.update() end

return {
  type = "UnlimitedCallRatePolicy",
  kind = "call_rate_policy",
  summary = "No limit for some requests.",
  fields = { policies.matchers_field },
  build = function(node, build)
    return setmetatable({ matchers = policies.matchers(node, build) }, policy)
  end,
}
