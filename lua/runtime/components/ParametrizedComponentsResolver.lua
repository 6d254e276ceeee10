local later = require("util.later")
local resolving = later("runtime.streams.resolving")

local resolver = {}
resolver.__index = resolver

local OPTIONS = { parses = true, creates = true }

--- Calls add(node) for each stream.
function resolver:resolve(template, add)
  for _, value in ipairs(self.parameters) do
    local vars = { components_values = value }
    add(resolving.fill(template, self.mappings, vars, OPTIONS))
  end
end

return {
  type = "ParametrizedComponentsResolver",
  kind = "resolver",
  summary = "Makes streams from a list in the manifest.",
  fields = {
    {
      name = "stream_parameters",
      type = "@StreamParametersDefinition",
      required = true,
      doc = "The list of values.",
    },
    {
      name = "components_mapping",
      type = "@ComponentMappingDefinition[]",
      required = true,
      default_type = "ComponentMappingDefinition",
      doc = "What is put where in the template.",
    },
  },
  build = function(node, build)
    resolving.refuse_conditions(node.components_mapping, "")
    return setmetatable({
      parameters = node.stream_parameters.list_of_parameters_for_stream,
      mappings = build:components(node.components_mapping),
    }, resolver)
  end,
}
