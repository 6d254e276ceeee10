--- The fields of OAuthAuthenticator.
local CONFIG = { "config" }

local function name_field(name, default, doc)
  return { name = name, type = "string", default = default, template = CONFIG, doc = doc }
end

return {
  name_field("client_id_name", "client_id", "The name under which the client id is sent."),
  {
    name = "client_id",
    type = "string",
    template = CONFIG,
    doc = "The client id of the OAuth application.",
    example = "{{ config['credentials']['client_id'] }}",
  },
  name_field("client_secret_name", "client_secret", "The name under which the secret is sent."),
  {
    name = "client_secret",
    type = "string",
    template = CONFIG,
    secret = true,
    doc = "The client secret of the OAuth application.",
    example = "{{ config['credentials']['client_secret'] }}",
  },
  name_field("refresh_token_name", "refresh_token", "The name under which it is sent."),
  {
    name = "refresh_token",
    type = "string",
    template = CONFIG,
    secret = true,
    doc = "The token with which access tokens are asked for.",
    example = "{{ config['credentials']['refresh_token'] }}",
  },
  {
    name = "token_refresh_endpoint",
    type = "string",
    template = CONFIG,
    doc = "The URL of the token endpoint; without it access_token_value is sent as it is.",
    example = "https://connect.squareup.com/oauth2/token",
  },
  name_field("access_token_name", "access_token", "The name of the access token in the reply."),
  {
    name = "access_token_value",
    type = "string",
    template = CONFIG,
    secret = true,
    doc = "An access token that is already there.",
    example = "{{ config['credentials']['access_token'] }}",
  },
  name_field("expires_in_name", "expires_in", "The name of the token's end in the reply."),
  name_field("grant_type_name", "grant_type", "The name under which the grant type is sent."),
  {
    name = "grant_type",
    type = "string",
    default = "refresh_token",
    template = CONFIG,
    doc = "The kind of grant: refresh_token or client_credentials.",
    example = "client_credentials",
  },
  {
    name = "refresh_request_body",
    type = "object",
    template = CONFIG,
    doc = "Further members of the request; they never replace the usual ones.",
    example = { audience = "{{ config['audience'] }}" },
  },
  {
    name = "refresh_request_headers",
    type = "object",
    template = CONFIG,
    doc = "Headers of the request; with Authorization among them the client's id and secret are "
      .. "left out of the body.",
    example = { Authorization = "Basic {{ config['basic'] }}" },
  },
  {
    name = "send_refresh_request_as_query_params",
    type = "boolean",
    default = false,
    doc = "Whether the arguments go into the query and the body stays empty.",
  },
  {
    name = "scopes",
    type = "string[]",
    doc = "The scopes to ask for.",
    example = { "crm.list.read", "crm.objects.contacts.read" },
  },
  {
    name = "token_expiry_date",
    type = "string",
    template = CONFIG,
    doc = "When access_token_value ends.",
    example = "2023-04-06T07:12:10.421833+00:00",
  },
  {
    name = "token_expiry_date_format",
    type = "string",
    doc = "The format of the end in the reply; with it the end is a point in time, not seconds.",
    example = "%Y-%m-%d %H:%M:%S.%f+00:00",
  },
  {
    name = "refresh_token_error_status_codes",
    type = "integer[]",
    doc = "Statuses with which the endpoint says that the refresh token is worth nothing.",
    example = { 400 },
  },
  {
    name = "refresh_token_error_key",
    type = "string",
    doc = "The member of the reply that says so.",
    example = "error",
  },
  {
    name = "refresh_token_error_values",
    type = "string[]",
    doc = "Its values that say so.",
    example = { "invalid_grant", "invalid_permissions" },
  },
  {
    name = "refresh_token_updater",
    type = "@RefreshTokenUpdater",
    doc = "For refresh tokens that may be used once: where the new tokens go in the config.",
    example = { refresh_token_config_path = { "credentials", "refresh_token" } },
  },
  {
    name = "profile_assertion",
    type = "@JwtAuthenticator",
    doc = "The signed token that takes the place of client id, secret and refresh token.",
  },
  {
    name = "use_profile_assertion",
    type = "boolean",
    default = false,
    template = CONFIG,
    doc = "Whether profile_assertion is used.",
  },
}
