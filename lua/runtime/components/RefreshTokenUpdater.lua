return {
  type = "RefreshTokenUpdater",
  untyped = true,
  kind = "refresh_token_updater",
  summary = "For refresh tokens that may be used once: where the new tokens go in the config.",
  fields = {
    {
      name = "refresh_token_name",
      type = "string",
      default = "refresh_token",
      doc = "The name of the refresh token in the answer.",
    },
    {
      name = "access_token_config_path",
      type = "string[]",
      default = { "credentials", "access_token" },
      doc = "The keys that lead to the access token in the config.",
    },
    {
      name = "refresh_token_config_path",
      type = "string[]",
      default = { "credentials", "refresh_token" },
      doc = "The keys that lead to the refresh token.",
    },
    {
      name = "token_expiry_date_config_path",
      type = "string[]",
      default = { "credentials", "token_expiry_date" },
      doc = "The keys that lead to the time at which the access token ends.",
    },
    {
      name = "refresh_token_error_status_codes",
      type = "integer[]",
      deprecated = "OAuthAuthenticator.refresh_token_error_status_codes",
      doc = "As refresh_token_error_status_codes of the authenticator.",
    },
    {
      name = "refresh_token_error_key",
      type = "string",
      deprecated = "OAuthAuthenticator.refresh_token_error_key",
      doc = "As refresh_token_error_key of the authenticator.",
    },
    {
      name = "refresh_token_error_values",
      type = "string[]",
      deprecated = "OAuthAuthenticator.refresh_token_error_values",
      doc = "As refresh_token_error_values of the authenticator.",
    },
  },
  build = function(node)
    return node
  end,
}
