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

-- The member that keys lead to, as its owner and key; of the whole, nothing.
local function member(value, keys)
  local owner, key
  for _, step in ipairs(keys) do
    owner, key = value, json.is_array(value) and step + 1 or step
    value = owner[key]
  end
  return owner, key
end

--- What is wrong, as a text without secrets, and with which member of the config.
---@param value any the config
---@param specification table connection_specification
---@return string|nil problem, table|nil owner, string|integer|nil key
function config.problem(value, specification)
  if not json.is_object(value) then
    return "the config must be a JSON object"
  end
  local ok, message, keys = pcall(require("runtime.json_schema").validate, specification, value)
  if not ok or not message then
    return nil
  end
  return masked(message, specification, value), member(value, keys)
end

return config
