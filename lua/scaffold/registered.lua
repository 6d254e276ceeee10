--- Where a connector is registered, as `apply` writes it into metadata of connector.yaml: no part
--- of a template, and kept when the template's file takes its place.
local edit = require("util.yaml.edit")
local json = require("host.json")

local registered = {}

local KEYS = { "id", "workspace", "ids" }

--- What a connector.yaml says of it.
---@param text string
---@return table[] pairs { key of metadata, value }
function registered.of(text)
  local metadata = json.member(require("host.yaml").decode(text, "connector.yaml"), "metadata")
  local found = {}
  for _, key in ipairs(KEYS) do
    local value = json.member(metadata, key)
    if value ~= nil then
      found[#found + 1] = { key, value }
    end
  end
  return found
end

--- A connector.yaml without it.
---@param text string
---@param list table[] of registered.of
---@return string|nil plain, string|boolean|nil message, string|nil code
function registered.without(text, list)
  for _, pair in ipairs(list) do
    local message, code
    text, message, code = edit.set(text, { "metadata", pair[1] }, nil)
    if not text then
      return nil, message, code
    end
  end
  return text
end

--- A connector.yaml that says it.
---@param text string
---@param list table[] of registered.of
---@return string|nil full, string|boolean|nil message, string|nil code
function registered.with(text, list)
  local after = "name"
  for _, pair in ipairs(list) do
    local message, code
    text, message, code = edit.set(text, { "metadata", pair[1] }, pair[2], after)
    if not text then
      return nil, message, code
    end
    after = pair[1]
  end
  return text
end

return registered
