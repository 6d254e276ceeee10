local later = require("util.later")
local backoff = later("runtime.http.backoff")
local clock = require("host.clock")
local convert = later("runtime.interpolation.convert")
local order = later("runtime.interpolation.order")
local values = require("runtime.interpolation.values")

local strategy = {}
strategy.__index = strategy

function strategy:capped(seconds)
  backoff.check_cap(seconds, self.cap)
  return seconds
end

-- The least wait as its template gives it, nil for none.
local function least_of(self)
  local least = self.least and self.least:eval()
  return least ~= nil and values.truthy(least) and least or nil
end

function strategy:wait(reply)
  local header = values.str(self.header:eval())
  local moment = backoff.header_number(reply, header, self.pattern)
  local least = least_of(self)
  if not moment or moment == 0 then
    return least and self:capped(convert.float(least))
  end
  local seconds = moment - clock.now()
  if least then
    return self:capped(order.compare(least, seconds, ">") == 1 and convert.float(least) or seconds)
  end
  return seconds >= 0 and self:capped(seconds) or nil
end

return {
  type = "WaitUntilTimeFromHeader",
  kind = "backoff_strategy",
  summary = "Waits until the time that a header of the reply says.",
  fields = {
    {
      name = "header",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The header that holds the time, in seconds since 1970.",
      example = "X-RateLimit-Reset",
    },
    {
      name = "min_wait",
      type = "number | string",
      template = { "config" },
      doc = "The least seconds to wait.",
      example = 10,
    },
    backoff.regex_field,
    backoff.cap_field,
  },
  build = function(node, build)
    return setmetatable({
      header = build:string(node, "header"),
      least = build:string(node, "min_wait"),
      pattern = backoff.pattern(node, build),
      cap = backoff.cap(node, build),
    }, strategy)
  end,
}
