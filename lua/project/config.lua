--- A config held against a connector's specification.
local json = require("host.json")

local config = {}

local function masked(message, specification, value)
  for _, secret in ipairs(require("runtime.secrets").of(specification, value)) do
    if #secret > 2 then
      message = message:gsub(secret:gsub("%p", "%%%0"), "****")
    end
  end
  return message
end

--- What is wrong, as texts; secrets are not shown.
---@param value any the config
---@param specification table connection_specification
---@return string[]
function config.problems(value, specification)
  if not json.is_object(value) then
    return { "the config must be a JSON object" }
  end
  local json_schema = require("runtime.json_schema")
  local ok, found = pcall(json_schema.errors, specification, value)
  if not ok or not found[1] then
    return {}
  end
  local message
  ok, message = pcall(json_schema.validate, specification, value)
  if not ok or not message then
    return {}
  end
  return { masked(tostring(message), specification, value) }
end

return config
