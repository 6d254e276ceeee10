local later = require("util.later")
local record_parts = later("runtime.records.parts")

local filter = {}
filter.__index = filter

--- @param vars table record, stream_slice and its aliases, next_page_token
function filter:keep(_, vars)
  return self.condition ~= nil and self.condition:eval(vars)
end

--- See runtime.records.parts.
function filter:mentions(parts)
  return record_parts.read(parts, self.text)
end

return {
  type = "RecordFilter",
  kind = "record_filter",
  summary = "Keeps the records for which a condition holds.",
  fields = {
    {
      name = "condition",
      type = "string",
      template = { "config", "record", "stream_slice", "next_page_token" },
      doc = "Records are kept when it is true; without one none is.",
      example = "{{ record['created_at'] >= stream_interval['start_time'] }}",
    },
  },
  build = function(node, build)
    return setmetatable({
      condition = build:boolean(node, "condition"),
      text = build:value(node, "condition"),
    }, filter)
  end,
}
