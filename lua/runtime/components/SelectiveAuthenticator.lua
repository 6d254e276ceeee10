local later = require("util.later")
local dpath = later("runtime.values.dpath")
local failure = require("runtime.failure")
local values = require("runtime.interpolation.values")

local function selected(node, build)
  local value = dpath.get(build.config, node.authenticator_selection_path)
  if value == nil then
    failure.value_error(
      "The path from `authenticator_selection_path` is not found in the config."
    )
  end
  return values.str(value)
end

--- The authenticators by key: a fault counts in one that is not selected too. One of a user's own
--- class is left out, because what is not ported must not stop those who do not need it.
local function others(node, build)
  local built = {}
  for key, authenticator in pairs(node.authenticators) do
    if authenticator.class_name == nil then
      built[key] = build:component(authenticator)
    end
  end
  return built
end

-- One that selects among others again cannot be selected.
local ALTERNATIVES = {
  "@ApiKeyAuthenticator",
  "@BasicHttpAuthenticator",
  "@BearerAuthenticator",
  "@OAuthAuthenticator",
  "@JwtAuthenticator",
  "@SessionTokenAuthenticator",
  "@LegacySessionTokenAuthenticator",
  "@CustomAuthenticator",
  "@NoAuth",
  "@RateLimitedMultipleTokenAuthenticator",
}

return {
  type = "SelectiveAuthenticator",
  kind = "authenticator",
  summary = "Picks one of several authenticators by a value of the config.",
  fields = {
    {
      name = "authenticator_selection_path",
      type = "string[]",
      required = true,
      doc = "The keys that lead to the value in the config.",
      example = { "credentials", "auth_type" },
    },
    {
      name = "authenticators",
      type = "object",
      required = true,
      members = table.concat(ALTERNATIVES, " | "),
      doc = "The authenticators by the value that picks them.",
    },
  },
  build = function(node, build)
    local built = others(node, build)
    local key = selected(node, build)
    local authenticator = node.authenticators[key]
    if authenticator == nil then
      failure.value_error(("The authenticator `%s` is not found."):format(key))
    end
    return built[key] or build:component(authenticator)
  end,
}
