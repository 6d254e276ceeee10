local failure = require("runtime.failure")
local later = require("util.later")
local matching = later("runtime.rates.matching")
local policies = later("runtime.rates.policy")
local waiting = later("runtime.rates.waiting")

local policy = {}
policy.__index = policy

function policy:matches(request)
  return matching.any(self.matchers, request)
end

--- Drops calls that are older than the longest interval.
local function forget(self, now)
  local calls, first = self.calls, 1
  while calls[first] and calls[first] <= now - self.longest do
    first = first + 1
  end
  if first > 1 then
    self.calls = table.move(calls, first, #calls, 1, {})
  end
end

local function used_in(self, interval, now)
  local count = 0
  for index = #self.calls, 1, -1 do
    if self.calls[index] <= now - interval then
      break
    end
    count = count + 1
  end
  return count
end

--- When so many of the newest calls will have left the interval that the rate allows more.
local function wait_for(self, rate, weight, now)
  local oldest = self.calls[#self.calls - (rate.limit - weight)]
  return math.max(oldest + rate.interval - now, 1)
end

function policy:acquire(request)
  local weight, now = matching.weight(self.matchers, request), waiting.now()
  if weight > self.lowest then
    failure.value_error(
      ("Weight can not exceed the lowest configured rate limit (%d)"):format(self.lowest)
    )
  end
  forget(self, now)
  for _, rate in ipairs(self.rates) do
    if used_in(self, rate.interval, now) + weight > rate.limit then
      return wait_for(self, rate, weight, now)
    end
  end
  for _ = 1, weight do
    self.calls[#self.calls + 1] = now
  end
end

--- "None left" without a time fills the window up to its strictest rate.
function policy:update(available, reset)
  if available ~= 0 or reset then
    return
  end
  local now, room = waiting.now(), math.huge
  for _, rate in ipairs(self.rates) do
    room = math.min(room, rate.limit - used_in(self, rate.interval, now))
  end
  for _ = 1, room do
    self.calls[#self.calls + 1] = now
  end
end

local function rates_of(node, build)
  local definition = require("runtime.manifest.registry").find("Rate")
  local rates = {}
  for index, rate in ipairs(node.rates) do
    rates[index] = definition.build(rate, build)
  end
  if #rates == 0 then
    failure.value_error("The list of rates can not be empty")
  end
  table.sort(rates, function(a, b)
    return a.interval < b.interval
  end)
  return rates
end

return {
  type = "MovingWindowCallRatePolicy",
  kind = "call_rate_policy",
  summary = "So many calls in the time just past.",
  fields = {
    {
      name = "rates",
      type = "@Rate[]",
      required = true,
      default_type = "Rate",
      doc = "The rates, the shortest interval first.",
    },
    policies.matchers_field,
  },
  build = function(node, build)
    local self = setmetatable({
      matchers = policies.matchers(node, build),
      rates = rates_of(node, build),
      calls = {},
      longest = 0,
      lowest = math.huge,
    }, policy)
    for _, rate in ipairs(self.rates) do
      self.longest = math.max(self.longest, rate.interval)
      self.lowest = math.min(self.lowest, rate.limit)
    end
    return self
  end,
}
