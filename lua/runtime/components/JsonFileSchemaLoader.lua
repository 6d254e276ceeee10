local json = require("host.json")
local later = require("util.later")
local schema_files = later("runtime.schema.files")
local values = require("runtime.interpolation.values")

local loader = {}
loader.__index = loader

function loader:schema()
  local path = self.path and values.str(self.path:eval()) or self.default
  local schema = schema_files.load(self.build, path)
  if not schema then
    require("runtime.failure").raise({
      class = "FileNotFoundError",
      message = "Cannot find file " .. path,
    })
  end
  return schema
end

return {
  type = "JsonFileSchemaLoader",
  kind = "schema_loader",
  summary = "Reads the JSON schema from a file.",
  fields = {
    {
      name = "file_path",
      type = "string",
      template = { "config" },
      doc = "The path of the file, from the folder of the manifest.",
      example = "./schemas/customers.json",
    },
  },
  build = function(node, build)
    local name = build.stream and build.stream.name or json.null
    return setmetatable({
      build = build,
      path = build:string(node, "file_path"),
      default = "./schemas/" .. tostring(name) .. ".json",
    }, loader)
  end,
}
