--- Fields and helpers of the call rate policies.
---
--- A policy has matches(request), acquire(request) -> nil, or microseconds to wait before the next
--- try, and update(available, reset): what a reply told (integers or nil; reset in microseconds).
local failure = require("runtime.failure")

local policy = {}

policy.matchers_field = {
  name = "matchers",
  type = "@HttpRequestRegexMatcher[]",
  required = true,
  default_type = "HttpRequestRegexMatcher",
  doc = "The requests the policy is for; [] means all.",
}

--- The objects of the matchers; the manifest may leave their type out.
function policy.matchers(node, build)
  local definition = require("runtime.manifest.registry").find("HttpRequestRegexMatcher")
  local list = {}
  for index, matcher in ipairs(build:value(node, "matchers") or {}) do
    list[index] = definition.build(matcher, build)
  end
  return list
end

--- A text of the manifest; an empty one counts as left out.
function policy.said(node, build, field)
  local text = build:value(node, field)
  return text ~= "" and text or nil
end

--- @return table duration {months, us} of an ISO 8601 text
function policy.duration(text)
  local duration, message = require("runtime.time.datetime").duration(text)
  if not duration then
    failure.raise({ class = "ISO8601Error", message = message })
  end
  return duration
end

--- An integer that may be a template; nil when the field is absent.
function policy.integer(node, build, field)
  local value = build:static(node, field)
  return value ~= nil and require("runtime.interpolation.convert").int(value) or nil
end

return policy
