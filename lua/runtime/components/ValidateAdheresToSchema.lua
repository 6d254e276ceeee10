local failure = require("runtime.failure")
local json = require("host.json")

local strategy = {}
strategy.__index = strategy

--- A text must itself be a JSON document, which is what is checked.
function strategy:validate(value)
  if type(value) == "string" then
    local parsed = json.decode(value)
    if parsed == nil then
      failure.value_error("Invalid JSON string: " .. value)
    end
    value = parsed
  end
  local message = require("runtime.json_schema").validate(self.schema, value)
  if message then
    failure.value_error("JSON schema validation error: " .. message)
  end
end

return {
  type = "ValidateAdheresToSchema",
  kind = "validation_strategy",
  summary = "Checks a value against a JSON schema.",
  fields = {
    {
      name = "base_schema",
      type = "string | object",
      required = true,
      template = { "config" },
      doc = "The JSON schema.",
      example = { type = "object", required = { "name" } },
    },
  },
  build = function(node)
    return setmetatable({ schema = node.base_schema }, strategy)
  end,
}
