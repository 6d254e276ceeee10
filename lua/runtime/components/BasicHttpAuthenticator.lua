local hash = require("host.hash")
local json = require("host.json")
local values = require("runtime.interpolation.values")

local authenticator = {}
authenticator.__index = authenticator

function authenticator:request_options()
  local user = values.str(self.username:eval())
  local password = self.password and values.str(self.password:eval()) or ""
  local token = hash.base64_encode(user .. ":" .. password)
  return { headers = json.new_object({ { "Authorization", "Basic " .. token } }) }
end

--- Whether it gives the same each time, as long as the config stays.
function authenticator:is_steady()
  return self.username:is_steady() and (not self.password or self.password:is_steady())
end

return {
  type = "BasicHttpAuthenticator",
  kind = "authenticator",
  summary = "Sends a user name and a password in the Authorization header.",
  fields = {
    {
      name = "username",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The user name.",
      example = "{{ config['username'] }}",
    },
    {
      name = "password",
      type = "string",
      template = { "config" },
      secret = true,
      doc = "The password; empty when it is left out.",
      example = "{{ config['password'] }}",
    },
  },
  build = function(node, build)
    return setmetatable({
      username = build:string(node, "username"),
      password = build:string(node, "password"),
    }, authenticator)
  end,
}
