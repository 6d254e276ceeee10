local json = require("host.json")

local loader = {}
loader.__index = loader

function loader:schema()
  return self.value
end

return {
  type = "InlineSchemaLoader",
  kind = "schema_loader",
  summary = "A JSON schema that is written in the manifest.",
  fields = {
    { name = "schema", type = "object", doc = "The JSON schema of the stream's records." },
  },
  build = function(node, build)
    local schema = build:value(node, "schema") or json.new_object()
    return setmetatable({ value = schema }, loader)
  end,
}
