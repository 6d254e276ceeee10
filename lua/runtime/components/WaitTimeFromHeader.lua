local later = require("util.later")
local backoff = later("runtime.http.backoff")
local values = require("runtime.interpolation.values")

local strategy = {}
strategy.__index = strategy

function strategy:wait(reply)
  local header = values.str(self.header:eval())
  local seconds = backoff.header_number(reply, header, self.pattern)
  if seconds and seconds ~= 0 then
    backoff.check_cap(seconds, self.cap)
  end
  return seconds
end

return {
  type = "WaitTimeFromHeader",
  kind = "backoff_strategy",
  summary = "Waits as many seconds as a header of the reply says.",
  fields = {
    {
      name = "header",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The header that holds the seconds.",
      example = "Retry-After",
    },
    backoff.regex_field,
    backoff.cap_field,
  },
  build = function(node, build)
    return setmetatable({
      header = build:string(node, "header"),
      pattern = backoff.pattern(node, build),
      cap = backoff.cap(node, build),
    }, strategy)
  end,
}
