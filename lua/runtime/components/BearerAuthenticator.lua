local json = require("host.json")
local values = require("runtime.interpolation.values")

local authenticator = {}
authenticator.__index = authenticator

function authenticator:request_options()
  local token = values.str(self.token:eval())
  return { headers = json.new_object({ { "Authorization", "Bearer " .. token } }) }
end

--- Whether it gives the same each time, as long as the config stays.
function authenticator:is_steady()
  return self.token:is_steady()
end

return {
  type = "BearerAuthenticator",
  kind = "authenticator",
  summary = "Sends a token in the Authorization header.",
  fields = {
    {
      name = "api_token",
      type = "string",
      required = true,
      template = { "config" },
      secret = true,
      doc = "The token that is sent as a bearer token.",
      example = "{{ config['api_key'] }}",
    },
  },
  build = function(node, build)
    return setmetatable({ token = build:string(node, "api_token") }, authenticator)
  end,
}
