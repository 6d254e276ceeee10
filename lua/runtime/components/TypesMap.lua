local later = require("util.later")
local complex_type = later("runtime.components.ComplexFieldType")
local json = require("host.json")

local map = {}
map.__index = map

--- Whether a type that an API names is replaced by this map's target.
function map:applies(current, raw_schema)
  if not json.equal(self.current, current) then
    return false
  end
  return self.condition == nil or self.condition:eval({ raw_schema = raw_schema })
end

return {
  type = "TypesMap",
  untyped = true,
  kind = "types_map",
  summary = "Which type stands for a type that the API names.",
  fields = {
    {
      name = "target_type",
      type = "string | string[] | @ComplexFieldType",
      required = true,
      doc = "The type in the schema; two of them make a choice.",
      example = "string",
    },
    {
      name = "current_type",
      type = "string | string[]",
      required = true,
      doc = "The type as the API names it.",
      example = "text",
    },
    {
      name = "condition",
      type = "string",
      template = { "config", "raw_schema" },
      doc = "The map applies only where this holds; `raw_schema` is the field's description.",
      example = "{{ raw_schema['options']['precision'] == 0 }}",
    },
  },
  build = function(node, build)
    if json.is_object(node.target_type) then
      complex_type.build(node.target_type, build)
    end
    return setmetatable({
      target = node.target_type,
      current = node.current_type,
      condition = build:boolean(node, "condition"),
    }, map)
  end,
}
