local json = require("host.json")

local selector = {}
selector.__index = selector

--- The set of names in the schema that the catalog configures; nil when there is no catalog.
function selector:selected()
  local schema = self.configured_schema()
  if not schema then
    return nil
  end
  local properties = json.copy(schema.properties or json.new_object())
  for _, transformation in ipairs(self.transformations) do
    transformation:transform(properties, {})
  end
  local set = {}
  for _, name in ipairs(json.keys(properties)) do
    set[name] = true
  end
  return set
end

return {
  type = "JsonSchemaPropertySelector",
  kind = "property_selector",
  summary = "Asks only for properties that the schema in the catalog has.",
  fields = {
    {
      name = "transformations",
      type = "@transformation[]",
      custom_type = "CustomTransformation",
      doc = "Changes to the schema's names before they are compared.",
    },
  },
  build = function(node, build)
    local name = build.stream and build.stream.name
    local run = build.run
    return setmetatable({
      transformations = build:components(build:value(node, "transformations")),
      configured_schema = function()
        local configured = name and run:configured_stream(name)
        return configured and (configured.stream.json_schema or json.new_object())
      end,
    }, selector)
  end,
}
