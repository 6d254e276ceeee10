local later = require("util.later")
local resolving = later("runtime.streams.resolving")
local side_reads = later("runtime.retrieval.side_reads")
local slices = later("runtime.streams.slice")

local resolver = {}
resolver.__index = resolver

--- Each record that the retriever reads makes one stream.
--- @return table list of stream nodes
function resolver:resolve(template)
  local streams = {}
  for slice in side_reads.slices(self.retriever, self.router) do
    for record in side_reads.records(self.retriever, slice) do
      local vars = { components_values = record, stream_slice = slices.view(slice) }
      streams[#streams + 1] = resolving.fill(template, self.mappings, vars, {})
    end
  end
  return streams
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
