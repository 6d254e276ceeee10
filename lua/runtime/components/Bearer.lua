local json = require("host.json")
local values = require("runtime.interpolation.values")

local authenticator = {}
authenticator.__index = authenticator

function authenticator:request_options()
  local token = values.str(self.session:token())
  return { headers = json.new_object({ { "Authorization", "Bearer " .. token } }) }
end

return {
  type = "Bearer",
  kind = "session_token_request",
  summary = "Sends the session token as a bearer token.",
  fields = {},
  build = function(_, build)
    return setmetatable({ session = build.session }, authenticator)
  end,
}
