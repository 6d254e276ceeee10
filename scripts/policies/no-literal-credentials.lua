local headers = { ["authorization"] = true, ["x-api-key"] = true, ["api-key"] = true,
  ["x-auth-token"] = true, ["private-token"] = true }

-- Short words ("x", "api_token") are fillers that an API ignores.
local function is_literal(value)
  return type(value) == "string" and not value:find("{[{%%]") and #value >= 12
end

return {
  id = "no-literal-credentials",
  summary = "Credentials come from the config, never from the manifest",
  severity = "deny",
  docs = [[
A manifest is kept in version control and is sent to the workspace. A token that is written into
it is known to all who can read either. Use a field of the config, marked airbyte_secret.]],
  examples = {
    bad = {
      manifest = [[
streams:
  - type: DeclarativeStream
    retriever:
      requester: { authenticator: { type: BearerAuthenticator, api_token: abcdef0123456789 } }
]],
      expect = { { path = "streams[0].retriever.requester.authenticator.api_token" } },
    },
    good = {
      manifest = [[
streams:
  - type: DeclarativeStream
    retriever:
      requester:
        authenticator: { type: BearerAuthenticator, api_token: "{{ config['key'] }}" }
]],
    },
  },
  check = function(input, report)
    for node, path in each(input.resolved) do
      for _, field in ipairs(secret_fields(node.type)) do
        if is_literal(node[field]) then
          report(path .. "." .. field, "a credential is written into the manifest")
        end
      end
      for name, value in pairs(is_mapping(node.request_headers) and node.request_headers or {}) do
        if headers[name:lower()] and is_literal(value) then
          report(('%s.request_headers["%s"]'):format(path, name),
            ("the header %s holds a credential"):format(name))
        end
      end
    end
  end,
}
