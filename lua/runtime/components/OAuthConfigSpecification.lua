local PREFIX = "A JSON schema of "

return {
  type = "OAuthConfigSpecification",
  untyped = true,
  kind = "oauth_config",
  summary = "What goes into a login and what comes out of it.",
  fields = {
    {
      name = "oauth_user_input_from_connector_config_specification",
      type = "object",
      doc = PREFIX .. "what the login takes from the config.",
    },
    {
      name = "oauth_connector_input_specification",
      type = "@OauthConnectorInputSpecification",
      doc = "How a browser logs in.",
    },
    {
      name = "complete_oauth_output_specification",
      type = "object",
      doc = PREFIX .. "what the login gives, and where it goes in the config.",
    },
    {
      name = "complete_oauth_server_input_specification",
      type = "object",
      doc = PREFIX .. "what the platform adds to the login.",
    },
    {
      name = "complete_oauth_server_output_specification",
      type = "object",
      doc = PREFIX .. "what the platform adds to the config after the login.",
    },
  },
  build = function(node)
    return node
  end,
}
