local values = require("runtime.interpolation.values")

local authenticator = {}
authenticator.__index = authenticator

function authenticator:request_options()
  local token = self.session:token()
  if self.template then
    token = self.template:eval({ session_token = token })
  end
  local bag = {}
  self.option:inject_credential(bag, values.str(token))
  return bag
end

return {
  type = "ApiKey",
  kind = "session_token_request",
  summary = "Sends the session token as an API key.",
  fields = {
    {
      name = "inject_into",
      type = "@RequestOption",
      required = true,
      doc = "Where in the request the token goes.",
    },
    {
      name = "api_token",
      type = "string",
      default = "{{ session_token }}",
      template = { "config", "session_token" },
      doc = "What is sent; the token alone by default.",
      example = "Token {{ session_token }}",
    },
  },
  build = function(node, build)
    return setmetatable({
      session = build.session,
      option = build:component(node.inject_into),
      template = build:string(node, "api_token"),
    }, authenticator)
  end,
}
