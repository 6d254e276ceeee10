local PREFIX = "What the API calls "

local function key(name, what)
  return { name = name, type = "string", doc = PREFIX .. what .. "." }
end

return {
  type = "OauthConnectorInputSpecification",
  untyped = true,
  free_fields = true,
  kind = "oauth_input",
  summary = "How a browser logs in: texts with placeholders such as {{client_id_value}}.",
  fields = {
    {
      name = "consent_url",
      type = "string",
      required = true,
      doc = "The page on which a user agrees.",
      example = "https://example.com/authorize?{{client_id_key}}={{client_id_value}}",
    },
    {
      name = "access_token_url",
      type = "string",
      required = true,
      doc = "Where the code is changed for a token.",
      example = "https://example.com/token",
    },
    { name = "access_token_headers", type = "object", doc = "The headers of that request." },
    { name = "access_token_params", type = "object", doc = "The parameters of that request." },
    {
      name = "extract_output",
      type = "string[]",
      doc = "The keys of the answer that go into the config.",
      example = { "access_token", "refresh_token" },
    },
    { name = "scope", type = "string", doc = "What the user is asked for, in one text." },
    { name = "scopes", type = "object[]", doc = "The same as a list; each has a `scope`." },
    { name = "optional_scopes", type = "object[]", doc = "Those that may be refused." },
    {
      name = "scopes_join_strategy",
      type = "enum(space,comma,plus)",
      default = "space",
      doc = "What stands between the scopes of the list.",
    },
    {
      name = "state",
      type = "object",
      doc = "How long the parameter `state` is: `min` and `max` characters.",
      example = { min = 7, max = 27 },
    },
    key("client_id_key", "the client's id"),
    key("client_secret_key", "the client's secret"),
    key("scope_key", "the scope"),
    key("state_key", "the state"),
    key("auth_code_key", "the code"),
    key("redirect_uri_key", "the address to come back to"),
  },
  build = function(node)
    return node
  end,
}
