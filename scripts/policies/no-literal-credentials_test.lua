local function requester(text)
  return "streams:\n  - type: DeclarativeStream\n    retriever:\n      requester: " .. text .. "\n"
end

return {
  {
    name = "a header",
    manifest = requester("{ request_headers: { authorization: Bearer 0123456789 } }"),
    expect = { { path = "streams[0].retriever.requester.request_headers.authorization" } },
  },
  {
    name = "a pool of tokens",
    manifest = requester("{ authenticator: { type: RateLimitedMultipleTokenAuthenticator, "
      .. "tokens: \"abcdef012345,abcdef678901\" } }"),
    expect = { { path = "streams[0].retriever.requester.authenticator.tokens" } },
  },
  { name = "a header with a template",
    manifest = requester("{ request_headers: { Authorization: \"Bearer {{ config['k'] }}\" } }") },
  { name = "other headers",
    manifest = requester("{ request_headers: { Accept: application/json } }") },
  {
    name = "a filler that the API ignores",
    manifest = requester("{ authenticator: { type: BasicHttpAuthenticator, username: u, "
      .. "password: api_token } }"),
  },
}
