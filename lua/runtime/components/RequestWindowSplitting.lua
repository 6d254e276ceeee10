local later = require("util.later")
local datetime = later("runtime.time.datetime")

local function smallest_of(text)
  local parsed = text and datetime.duration(text)
  return parsed and parsed.months == 0 and parsed.us or nil
end

return {
  type = "RequestWindowSplitting",
  kind = "part",
  summary = "A time window that the API rejects is read in halves.",
  fields = {
    {
      name = "min_split_window",
      type = "string",
      doc = "A window this long or shorter is not split, an ISO 8601 duration without months.",
      example = "P1D",
    },
    {
      name = "failure_message",
      type = "string",
      doc = "Advice that follows the error when no window is small enough.",
      example = "Choose a later start date.",
    },
  },
  build = function(node, build)
    local text = build:value(node, "min_split_window")
    return {
      smallest = smallest_of(text),
      window = text,
      failure_message = build:value(node, "failure_message"),
    }
  end,
}
