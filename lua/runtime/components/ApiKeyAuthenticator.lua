local failure = require("runtime.failure")
local json = require("host.json")
local values = require("runtime.interpolation.values")

-- Where a header without a name puts the key.
local NOWHERE = { inject_credential = function() end }

local authenticator = {}
authenticator.__index = authenticator

function authenticator:request_options()
  local bag = {}
  local token = self.token and self.token:eval()
  self.option:inject_credential(bag, token == nil and "" or values.str(token))
  return bag
end

local function option_of(node, build)
  local option, header = build:value(node, "inject_into"), build:value(node, "header")
  if option and header and header ~= "" then
    failure.value_error(
      "inject_into and header cannot be set both for ApiKeyAuthenticator - remove the deprecated "
        .. "header option"
    )
  elseif option then
    return build:component(option, { option_owner = node })
  elseif not header then
    failure.value_error("Expected either inject_into or header to be set for ApiKeyAuthenticator")
  elseif header == "" then
    return NOWHERE
  end
  local made = json.new_object({
    { "type", "RequestOption" },
    { "inject_into", "header" },
    { "field_name", header },
  })
  return build:component(made, { option_owner = node })
end

--- Whether it gives the same each time, as long as the config stays.
function authenticator:is_steady()
  return not self.token or self.token:is_steady()
end

return {
  type = "ApiKeyAuthenticator",
  kind = "authenticator",
  summary = "Sends a key in a header, a parameter or the body.",
  fields = {
    {
      name = "api_token",
      type = "string",
      template = { "config" },
      secret = true,
      doc = "The key.",
      example = "{{ config['api_key'] }}",
    },
    {
      name = "header",
      type = "string",
      template = { "config" },
      doc = "The header that carries the key.",
      example = "X-API-Key",
    },
    { name = "inject_into", type = "@RequestOption", doc = "Where the key is put." },
  },
  build = function(node, build)
    return setmetatable({
      token = build:string(node, "api_token"),
      option = option_of(node, build),
    }, authenticator)
  end,
}
