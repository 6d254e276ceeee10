local later = require("util.later")
local resolving = later("runtime.streams.resolving")
local side_reads = later("runtime.retrieval.side_reads")
local slices = later("runtime.streams.slice")

local resolver = {}
resolver.__index = resolver

--- Calls add(node) for each record, as soon as it is read.
function resolver:resolve(template, add)
  for slice in side_reads.slices(self.retriever, self.router) do
    for record in side_reads.records(self.retriever, slice) do
      local vars = { components_values = record, stream_slice = slices.view(slice) }
      add(resolving.fill(template, self.mappings, vars, {}))
    end
  end
end

return {
  type = "HttpComponentsResolver",
  kind = "resolver",
  summary = "Makes streams from records that an API gives.",
  fields = {
    {
      name = "retriever",
      type = "@retriever",
      required = true,
      default_type = "SimpleRetriever",
      custom_type = "CustomRetriever",
      doc = "Reads the records, one for each stream.",
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
    local name = build.dynamic_stream_name or ""
    resolving.refuse_conditions(node.components_mapping, "    ")
    local retriever, router = side_reads.retriever(node.retriever, build, name)
    return setmetatable({
      retriever = retriever,
      router = router,
      mappings = build:components(node.components_mapping),
    }, resolver)
  end,
}
