--- Schema loaders that no component names: the default one, and the union of several.
local json = require("host.json")

local schemas = {}

local merged = {}
merged.__index = merged

--- The earlier loader wins a property; properties of later loaders come first.
function merged:schema()
  local properties = json.new_object()
  for index = #self.loaders, 1, -1 do
    for name, value in pairs(self.loaders[index]:schema().properties or {}) do
      properties[name] = value
    end
  end
  return json.new_object({
    { "$schema", "http://json-schema.org/draft-07/schema#" },
    { "type", json.new_array({ "null", "object" }) },
    { "properties", properties },
  })
end

function schemas.merged(loaders)
  return setmetatable({ loaders = loaders }, merged)
end

--- schemas/<stream>.json in the manifest's folder; {} when there is none.
function schemas.default(build)
  return {
    schema = function()
      local path = "./schemas/" .. build.stream.name .. ".json"
      return require("runtime.schema.files").load(build, path) or json.new_object()
    end,
  }
end

return schemas
