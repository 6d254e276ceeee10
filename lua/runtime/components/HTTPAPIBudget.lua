local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local calendar = later("runtime.time.calendar")
local convert = later("runtime.interpolation.convert")
local policies = later("runtime.rates.policy")
local response = later("runtime.http.response")
local waiting = later("runtime.rates.waiting")

local budget = {}
budget.__index = budget

local function policy_for(self, request)
  for _, policy in ipairs(self.policies) do
    if policy:matches(request) then
      return policy
    end
  end
end

--- Waits until the first policy that is for the request allows it.
function budget:acquire(request)
  local policy = policy_for(self, request)
  local wait = policy and policy:acquire(request)
  while wait do
    waiting.sleep(wait)
    wait = policy:acquire(request)
  end
end

-- A header that is no integer fails the stream, as in the reference.
local function header_integer(reply, name)
  local text = response.header(reply, name)
  return text and text ~= "" and convert.int(text) or nil
end

local function reset_of(self, reply)
  local seconds = header_integer(reply, self.reset_header)
  local year = seconds and calendar.civil(seconds // 86400)
  if year and (year < 1 or year > 9999) then
    failure.value_error(("year %d is out of range"):format(year))
  end
  return seconds and seconds * 1000000
end

local function calls_left(self, reply)
  local left = header_integer(reply, self.remaining_header)
  if not left and self.exhausted[reply.status] then
    return 0
  end
  return left
end

--- Takes over what a reply tells about the calls that are left.
function budget:update(request, reply)
  local policy = policy_for(self, request)
  if policy then
    policy:update(calls_left(self, reply), reset_of(self, reply))
  end
end

local function set_of(list)
  local set = {}
  for _, status in ipairs(list) do
    set[status] = true
  end
  return set
end

return {
  type = "HTTPAPIBudget",
  kind = "budget",
  summary = "How many calls the API allows, for all streams together.",
  fields = {
    {
      name = "policies",
      type = "@call_rate_policy[]",
      required = true,
      doc = "The limits; the first one that is for a request counts.",
    },
    {
      name = "ratelimit_reset_header",
      type = "string",
      default = "ratelimit-reset",
      doc = "The header that tells when calls are free again, in seconds since the epoch.",
    },
    {
      name = "ratelimit_remaining_header",
      type = "string",
      default = "ratelimit-remaining",
      doc = "The header that tells how many calls are left.",
    },
    {
      name = "status_codes_for_ratelimit_hit",
      type = "integer[]",
      default = { 429 },
      doc = "Statuses that mean that no call is left.",
    },
  },
  build = function(node, build)
    local statuses = build:value(node, "status_codes_for_ratelimit_hit")
    if not json.is_array(statuses) or #statuses == 0 then
      statuses = { 429 }
    end
    return setmetatable({
      policies = build:components(node.policies),
      reset_header = policies.said(node, build, "ratelimit_reset_header") or "ratelimit-reset",
      remaining_header = policies.said(node, build, "ratelimit_remaining_header")
        or "ratelimit-remaining",
      exhausted = set_of(statuses),
    }, budget)
  end,
}
