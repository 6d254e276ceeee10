local failure = require("runtime.failure")
local later = require("util.later")
local datetime = later("runtime.time.datetime")
local matching = later("runtime.rates.matching")
local policies = later("runtime.rates.policy")
local waiting = later("runtime.rates.waiting")

local policy = {}
policy.__index = policy

local TEN_DAYS = 10 * 86400 * 1000000 -- until a reply tells when the window ends

function policy:matches(request)
  return matching.any(self.matchers, request)
end

local function renew(self)
  if waiting.now() > self.reset then
    self.reset = datetime.add(self.reset, self.period)
    self.used = 0
  end
end

function policy:acquire(request)
  local weight = matching.weight(self.matchers, request)
  if weight > self.limit then
    failure.value_error("Weight can not exceed the call limit")
  end
  renew(self)
  if self.used + weight > self.limit then
    return math.max(self.reset - waiting.now(), 1)
  end
  self.used = self.used + weight
end

--- More available calls than counted here are not believed: the limit may be lower than the API's.
function policy:update(available, reset)
  renew(self)
  if available and self.limit - self.used > available then
    self.used = self.limit - available
  end
  self.reset = reset or self.reset
end

return {
  type = "FixedWindowCallRatePolicy",
  kind = "call_rate_policy",
  summary = "So many calls in windows of fixed length.",
  fields = {
    {
      name = "period",
      type = "string",
      required = true,
      doc = "The length of a window, an ISO 8601 duration.",
      example = "PT1H",
    },
    {
      name = "call_limit",
      type = "integer",
      required = true,
      doc = "The calls that a window allows.",
      example = 1000,
    },
    policies.matchers_field,
  },
  build = function(node, build)
    return setmetatable({
      matchers = policies.matchers(node, build),
      period = policies.duration(node.period),
      limit = policies.integer(node, build, "call_limit"),
      reset = waiting.now() + TEN_DAYS,
      used = 0,
    }, policy)
  end,
}
