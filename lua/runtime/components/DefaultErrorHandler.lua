local failure = require("runtime.failure")
local later = require("util.later")
local convert = later("runtime.interpolation.convert")
local resolution = later("runtime.http.resolution")
local values = require("runtime.interpolation.values")

local handler = {}
handler.__index = handler

--- @param reply table|nil the response
--- @param problem table|nil why there is none
--- @return table resolution
function handler:interpret(reply, problem)
  local filters = self.filters
  for index = 1, #filters do
    local found = filters[index]:match(reply)
    if found then
      return found
    end
  end
  return resolution.default(reply, problem)
end

local function retries(node, build)
  local value = build:value(node, "max_retries")
  if type(value) ~= "string" then
    return value or 5
  end
  local evaluated = build:static(node, "max_retries")
  local ok, count = pcall(convert.int, evaluated == "" and 5 or evaluated)
  if not ok then
    failure.value_error(
      ("DefaultErrorHandler.max_retries did not evaluate to an integer (got %s)"):format(
        values.repr(evaluated)
      )
    )
  end
  return count
end

return {
  type = "DefaultErrorHandler",
  kind = "error_handler",
  summary = "Judges replies by filters, then by their status.",
  fields = {
    {
      name = "backoff_strategies",
      type = "@backoff_strategy[]",
      custom_type = "CustomBackoffStrategy",
      doc = "How long to wait before a retry; the first that gives a time counts.",
    },
    {
      name = "max_retries",
      type = "integer | string",
      default = 5,
      template = { "config" },
      doc = "How often a request is tried again.",
      example = 5,
    },
    {
      name = "response_filters",
      type = "@HttpResponseFilter[]",
      default_type = "HttpResponseFilter",
      doc = "Tried in order on every reply; the first that matches decides.",
    },
  },
  build = function(node, build)
    return setmetatable({
      filters = build:components(build:value(node, "response_filters")),
      backoff_strategies = build:components(build:value(node, "backoff_strategies")),
      max_retries = retries(node, build),
    }, handler)
  end,
}
