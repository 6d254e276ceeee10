local failure = require("runtime.failure")
local json = require("host.json")
local later = require("util.later")
local objects = later("runtime.values.objects")
local side_reads = later("runtime.retrieval.side_reads")

local loader = {}
loader.__index = loader

local function raw_properties(self)
  local properties = json.new_object()
  local record = side_reads.records(self.retriever)()
  if not objects.truthy(record) then
    return properties
  end
  for _, description in ipairs(self.identifier:descriptions(record)) do
    local key, schema = self.identifier:field(description)
    properties[key] = schema
  end
  return properties
end

local function filtered(self, properties)
  if not self.filter then
    return properties
  end
  local kept = json.new_object()
  for key, schema in pairs(properties) do
    local record = json.new_object({ { key, schema } })
    if self.filter:keep(record, { record = record, stream_slice = json.new_object() }) then
      kept[key] = schema
    end
  end
  return kept
end

--- The schema that the first record of the retriever describes.
function loader:schema()
  local properties = filtered(self, raw_properties(self))
  for _, transformation in ipairs(self.transformations) do
    transformation:transform(properties, { stream_slice = json.new_object() })
  end
  return json.new_object({
    { "$schema", "https://json-schema.org/draft-07/schema#" },
    { "type", "object" },
    { "additionalProperties", true },
    { "properties", properties },
  })
end

local function refuse_router(node)
  if node.type == "AsyncRetriever" and node.partition_router ~= nil then
    failure.value_error(
      "DynamicSchemaLoader does not support an AsyncRetriever with a partition_router."
    )
  end
end

return {
  type = "DynamicSchemaLoader",
  kind = "schema_loader",
  summary = "Makes the schema from a record that describes it.",
  fields = {
    {
      name = "retriever",
      type = "@retriever",
      required = true,
      default_type = "SimpleRetriever",
      custom_type = "CustomRetriever",
      doc = "Reads the record; only the first one counts.",
    },
    {
      name = "schema_filter",
      type = "@record_filter",
      default_type = "RecordFilter",
      doc = "Which properties are kept; `record` is an object with one of them.",
    },
    {
      name = "schema_transformations",
      type = "@transformation[]",
      custom_type = "CustomTransformation",
      doc = "Changes to the properties, as if they were a record.",
    },
    {
      name = "schema_type_identifier",
      type = "@SchemaTypeIdentifier",
      required = true,
      doc = "Where names and types are in the record.",
    },
  },
  build = function(node, build)
    refuse_router(node.retriever)
    local name = build.stream and build.stream.name or ""
    return setmetatable({
      retriever = side_reads.retriever(node.retriever, build, name),
      filter = build:component(build:value(node, "schema_filter")),
      transformations = build:components(build:value(node, "schema_transformations")),
      identifier = build:component(node.schema_type_identifier),
    }, loader)
  end,
}
