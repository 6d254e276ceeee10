local failure = require("runtime.failure")
local later = require("util.later")
local dpath = later("runtime.values.dpath")
local side_reads = later("runtime.retrieval.side_reads")
local values = require("runtime.interpolation.values")

local endpoint = {}
endpoint.__index = endpoint

local function name_in(self, record)
  if type(record) == "string" then
    local message = "string indices must be integers, not 'str'"
    failure.raise({ class = "TypeError", message = message })
  end
  local path = {}
  for index, segment in ipairs(self.path) do
    path[index] = segment:eval()
  end
  local found = dpath.get(record, path)
  return found == nil and "[]" or values.str(found)
end

--- The names, read once.
function endpoint:properties()
  if not self.names then
    local names = {}
    for record in side_reads.records(self.retriever) do
      names[#names + 1] = name_in(self, record)
    end
    self.names = names
  end
  return self.names
end

return {
  type = "PropertiesFromEndpoint",
  kind = "properties_from_endpoint",
  summary = "Reads the names of properties from an API.",
  fields = {
    {
      name = "property_field_path",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = "The keys that lead to the name in each record.",
      example = { "name" },
    },
    {
      name = "retriever",
      type = "@SimpleRetriever | @CustomRetriever",
      required = true,
      default_type = "SimpleRetriever",
      custom_type = "CustomRetriever",
      doc = "Reads the records.",
    },
  },
  build = function(node, build)
    local name = build.stream and build.stream.name or ""
    local retriever = side_reads.retriever(node.retriever, build, name)
    local path = build:strings(node, "property_field_path")
    return setmetatable({ path = path, retriever = retriever }, endpoint)
  end,
}
