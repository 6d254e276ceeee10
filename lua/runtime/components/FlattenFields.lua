local failure = require("runtime.failure")
local json = require("host.json")
local objects = require("runtime.values.objects")

local transformation = {}
transformation.__index = transformation

function transformation:transform(record)
  objects.check(record, json.is_array(record) and "update" or "clear")
  if not json.flatten(record, self.lists) then -- a template has put the record into itself
    failure.raise({ class = "RecursionError", message = "maximum recursion depth exceeded" })
  end
end

return {
  type = "FlattenFields",
  kind = "transformation",
  summary = "Brings nested fields of each record up to its top level.",
  fields = {
    {
      name = "flatten_lists",
      type = "boolean",
      default = true,
      doc = "Whether lists are taken apart too.",
    },
  },
  build = function(node)
    return setmetatable({ lists = node.flatten_lists ~= false }, transformation)
  end,
}
