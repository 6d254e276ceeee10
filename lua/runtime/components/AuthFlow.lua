return {
  type = "AuthFlow",
  untyped = true,
  kind = "auth_flow",
  summary = "How a user's browser logs in for the connector.",
  fields = {
    {
      name = "auth_flow_type",
      type = "enum(oauth2.0,oauth1.0)",
      doc = "The kind of login.",
      example = "oauth2.0",
    },
    {
      name = "predicate_key",
      type = "string[]",
      doc = "The keys that lead to the config field that decides whether the login applies.",
      example = { "credentials", "auth_type" },
    },
    {
      name = "predicate_value",
      type = "string",
      doc = "The value of that field with which it applies.",
      example = "Oauth",
    },
    {
      name = "oauth_config_specification",
      type = "@OAuthConfigSpecification",
      doc = "The parts of the login.",
    },
  },
  build = function(node)
    return node
  end,
}
