local later = require("util.later")
local dpath = later("runtime.values.dpath")

local transformation = {}
transformation.__index = transformation

function transformation:transform(config)
  if self.condition and not self.condition:eval({}) then
    return
  end
  for _, pointer in ipairs(self.pointers) do
    dpath.delete(config, pointer)
  end
end

return {
  type = "ConfigRemoveFields",
  kind = "config_transformation",
  summary = "Removes fields from the config.",
  fields = {
    {
      name = "field_pointers",
      type = "string[][]",
      required = true,
      doc = "The fields, each a list of keys; globs are allowed.",
      example = { { "credentials", "old_token" } },
    },
    {
      name = "condition",
      type = "string",
      template = { "config" },
      doc = "The fields are removed only where this holds.",
    },
  },
  build = function(node, build)
    return setmetatable({
      pointers = node.field_pointers,
      condition = build:boolean(node, "condition"),
    }, transformation)
  end,
}
