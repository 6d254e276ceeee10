local json = require("host.json")
local registry = require("runtime.manifest.registry")
local later = require("util.later")
local session = later("runtime.auth.session_token")

local function decoder_of(node, build)
  local given = build:value(node, "decoder")
  return given and build:component(given)
    or registry.find("JsonDecoder").build(json.new_object(), build)
end

local function provider_of(node, build)
  local stream = build.stream and build.stream.name or "requester"
  local key = "session " .. json.encode(node)
  build.run.tokens[key] = build.run.tokens[key] or {}
  return session.new({
    requester = build:component(node.login_requester, {
      stream = { name = stream .. "_login_requester" },
    }),
    decoder = decoder_of(node, build),
    path = node.session_token_path,
    duration = build:value(node, "expiration_duration"),
    shared = build.run.tokens[key],
  })
end

return {
  type = "SessionTokenAuthenticator",
  kind = "authenticator",
  summary = "Logs in with a request and sends the session token of the reply.",
  fields = {
    {
      name = "login_requester",
      type = "@HttpRequester",
      required = true,
      doc = "The request that logs in.",
    },
    {
      name = "session_token_path",
      type = "string[]",
      required = true,
      doc = "The keys that lead to the token in the reply.",
      example = { "access_token" },
    },
    {
      name = "expiration_duration",
      type = "string",
      doc = "How long a token is good, as an ISO 8601 duration; the whole run when left out.",
      example = "PT1H",
    },
    {
      name = "request_authentication",
      type = "@ApiKey | @Bearer",
      required = true,
      doc = "How the token is sent.",
    },
    {
      name = "decoder",
      type = "@JsonDecoder | @XmlDecoder",
      doc = "How the reply of the login is read.",
    },
  },
  build = function(node, build)
    return build:component(node.request_authentication, { session = provider_of(node, build) })
  end,
}
