local function manifest(token, properties)
  return ("streams:\n  - type: DeclarativeStream\n    retriever:\n      requester:\n"
    .. "        authenticator: { type: BearerAuthenticator, api_token: \"%s\" }\n"
    .. "spec: { connection_specification: { %s } }\n"):format(token, properties)
end

return {
  {
    name = "a field below another one",
    manifest = manifest("{{ config['auth']['key'] }}",
      "properties: { auth: { properties: { key: { type: string } } } }"),
    expect = { { path = "spec.connection_specification.properties.auth.properties.key" } },
  },
  {
    name = "each alternative is looked at",
    manifest = manifest("{{ config.auth.key }}", "properties: { auth: { oneOf: [ "
      .. "{ properties: { key: { airbyte_secret: true } } }, { properties: { key: {} } } ] } }"),
    expect = { { path = "spec.connection_specification.properties.auth.oneOf[1].properties.key" } },
  },
  { name = "a field that the spec does not have", manifest = manifest("{{ config['key'] }}",
    "properties: {}") },
  { name = "no plain field", manifest = manifest("{{ config['a'] ~ config['b'] }}",
    "properties: { a: {}, b: {} }") },
}
