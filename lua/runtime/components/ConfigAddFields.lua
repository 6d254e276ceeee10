local later = require("util.later")
local dpath = later("runtime.values.dpath")

local transformation = {}
transformation.__index = transformation

--- @param config table changed in place; the templates see it as it is then
function transformation:transform(config)
  for _, field in ipairs(self.fields) do
    local value = field:value({})
    if not self.condition or self.condition:eval({ value = value, path = field.path }) then
      dpath.new(config, field.path, value)
    end
  end
end

return {
  type = "ConfigAddFields",
  kind = "config_transformation",
  summary = "Adds fields to the config.",
  fields = {
    {
      name = "fields",
      type = "@AddedFieldDefinition[]",
      required = true,
      default_type = "AddedFieldDefinition",
      doc = "The fields.",
    },
    {
      name = "condition",
      type = "string",
      template = { "config", "value", "path" },
      doc = "A field is added only where this holds.",
      example = "{{ config['environment'] == 'sandbox' }}",
    },
  },
  build = function(node, build)
    return setmetatable({
      fields = build:components(node.fields),
      condition = build:boolean(node, "condition"),
    }, transformation)
  end,
}
