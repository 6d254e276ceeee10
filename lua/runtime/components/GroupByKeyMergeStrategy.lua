local json = require("host.json")
local later = require("util.later")
local objects = later("runtime.values.objects")

local strategy = {}
strategy.__index = strategy

--- The values of the keys as one text; nil when one of them is missing or empty.
function strategy:key_of(record)
  local parts = {}
  for index, name in ipairs(self.names) do
    local value = record[name]
    if not objects.truthy(value) then
      return nil
    end
    parts[index] = type(value) == "string" and value or json.encode(value)
  end
  return table.concat(parts, ",")
end

return {
  type = "GroupByKeyMergeStrategy",
  kind = "record_merge_strategy",
  summary = "Merges records that have the same key.",
  fields = {
    {
      name = "key",
      type = "string | string[]",
      required = true,
      doc = "The field, or the fields, that make the key.",
      example = "id",
    },
  },
  build = function(node)
    local key = node.key
    return setmetatable({ names = type(key) == "string" and { key } or key }, strategy)
  end,
}
