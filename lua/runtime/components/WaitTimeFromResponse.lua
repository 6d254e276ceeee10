local later = require("util.later")
local backoff = later("runtime.http.backoff")
local failure = require("runtime.failure")
local json = require("host.json")
local response = require("runtime.http.response")
local values = require("runtime.interpolation.values")

local strategy = {}
strategy.__index = strategy

--- Errors of a body that has another shape than the expression expects.
local DEFERRED = {
  UndefinedError = true,
  TypeError = true,
  ValueError = true,
  ZeroDivisionError = true,
  OverflowError = true,
}

local VISIBLE = { config = true, parameters = true, response = true, headers = true }

function strategy:defer(how, what)
  self.messages:warn(
    "WaitTimeFromResponse: `wait_time_in_seconds` " .. how,
    what
  )
end

function strategy:evaluate(reply)
  local ok, value = pcall(self.seconds.eval, self.seconds, {
    response = reply and response.json_or_empty(reply) or json.new_object(),
    headers = reply and response.any_case_headers(reply) or json.new_object(),
  })
  if ok and value ~= self.text then
    return value
  end
  local class = ok and "TypeError" or failure.from(value).class
  if not DEFERRED[class] then
    error(value, 0)
  end
  self:defer(
    "could not be evaluated on this response (%s); deferring to the next backoff strategy.",
    class
  )
  return nil
end

function strategy:wait(reply)
  local value = self:evaluate(reply)
  if value == nil or value == json.null or (type(value) == "string" and not value:find("%S")) then
    return nil
  end
  local seconds = backoff.number(value)
  if not seconds then
    self:defer(
      "resolved to a non-numeric %s; deferring to the next backoff strategy.",
      values.kind(value)
    )
    return nil
  end
  if not backoff.is_finite(seconds) or seconds <= 0 then
    return nil
  end
  backoff.check_cap(seconds, self.cap)
  return seconds
end

local function check_variables(expression, text)
  local unknown = {}
  for name in pairs(expression:variables()) do
    if not VISIBLE[name] then
      unknown[#unknown + 1] = values.repr(name)
    end
  end
  if #unknown > 0 then
    table.sort(unknown)
    failure.raise({
      message = "The connector's rate limit wait time expression is invalid. This is a problem "
        .. "with the connector rather than with your configuration.",
      internal = ("WaitTimeFromResponse `wait_time_in_seconds` %s uses undeclared variables "
        .. "[%s]; only ['config', 'headers', 'parameters', 'response'] are available."):format(
        values.repr(text),
        table.concat(unknown, ", ")
      ),
    })
  end
end

return {
  type = "WaitTimeFromResponse",
  kind = "backoff_strategy",
  summary = "Waits as long as an expression over the reply says.",
  fields = {
    {
      name = "wait_time_in_seconds",
      type = "string",
      required = true,
      template = { "config", "response", "headers" },
      doc = "Seconds to wait from now.",
      example = "{{ response['retry_in'] }}",
    },
    backoff.cap_field,
  },
  build = function(node, build)
    local expression = build:string(node, "wait_time_in_seconds")
    local text = build:value(node, "wait_time_in_seconds")
    check_variables(expression, text)
    return setmetatable({
      seconds = expression,
      text = text,
      cap = backoff.cap(node, build),
      messages = build.run.messages,
    }, strategy)
  end,
}
