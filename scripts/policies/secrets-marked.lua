-- Fields of authenticators whose value is a credential.
local credentials = {
  ApiKeyAuthenticator = { "api_token" },
  BasicHttpAuthenticator = { "password" },
  BearerAuthenticator = { "api_token" },
  OAuthAuthenticator = { "client_secret", "refresh_token", "access_token_value" },
  JwtAuthenticator = { "secret_key", "passphrase" },
}

-- The path of a template that is nothing but config: "{{ config['a']['b'] }}".
local function config_path(value)
  local inner = type(value) == "string" and value:match("^%s*{{%-?%s*config(.-)%s*%-?}}%s*$")
  local names, rest = {}, inner or "?"
  while rest ~= "" do
    local name, after = rest:match("^%[%s*['\"]([^'\"]+)['\"]%s*%](.*)$")
    if not name then
      name, after = rest:match("^%.([%a_][%w_]*)(.*)$")
    end
    if not name then
      return nil
    end
    names[#names + 1], rest = name, after
  end
  return names
end

-- The properties that a path of config may mean, with their places: alternatives are looked into.
local function properties_at(node, path, names, at, found)
  if not is_mapping(node) then
    return
  end
  local own = is_mapping(node.properties) and node.properties[names[at]]
  if own and at == #names then
    found[#found + 1] = { own, path .. ".properties." .. names[at] }
  elseif own then
    properties_at(own, path .. ".properties." .. names[at], names, at + 1, found)
  end
  for _, key in ipairs({ "oneOf", "anyOf", "allOf" }) do
    for i, branch in ipairs(is_list(node[key]) and node[key] or {}) do
      properties_at(branch, ("%s.%s[%d]"):format(path, key, i - 1), names, at, found)
    end
  end
end

return {
  id = "secrets-marked",
  summary = "Config fields that hold credentials are marked airbyte_secret",
  severity = "warn",
  docs = [[
What an authenticator sends as a token or a password is a secret. The spec says so with
`airbyte_secret: true`: then it is stored apart, hidden in forms, and masked in messages.]],
  examples = {
    bad = {
      manifest = [[
definitions:
  auth: { type: BearerAuthenticator, api_token: "{{ config['key'] }}" }
streams:
  - type: DeclarativeStream
    retriever: { requester: { authenticator: "#/definitions/auth" } }
spec: { connection_specification: { properties: { key: { type: string } } } }
]],
      expect = { { path = "spec.connection_specification.properties.key" } },
    },
    good = {
      manifest = [[
streams:
  - type: DeclarativeStream
    retriever:
      requester:
        authenticator: { type: BearerAuthenticator, api_token: "{{ config['key'] }}" }
spec:
  connection_specification: { properties: { key: { type: string, airbyte_secret: true } } }
]],
    },
  },
  check = function(input, report)
    local resolved = input.resolved
    local spec = resolved and is_mapping(resolved.spec)
      and resolved.spec.connection_specification
    for node in each(resolved, "ApiKeyAuthenticator", "BasicHttpAuthenticator",
      "BearerAuthenticator", "OAuthAuthenticator", "JwtAuthenticator") do
      for _, field in ipairs(credentials[node.type]) do
        local names, found = config_path(node[field]), {}
        if names then
          properties_at(spec, "spec.connection_specification", names, 1, found)
        end
        for _, one in ipairs(found) do
          if is_mapping(one[1]) and one[1].airbyte_secret ~= true then
            report(one[2], ("'%s' is sent as %s by %s, but it is not marked airbyte_secret"):format(
              names[#names], field, node.type))
          end
        end
      end
    end
  end,
}
