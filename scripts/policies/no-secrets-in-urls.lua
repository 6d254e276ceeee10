return {
  id = "no-secrets-in-urls",
  summary = "Credentials are sent in headers, not in addresses",
  severity = "info",
  docs = [[
An address is written to the logs of every proxy and server on the way; a header is not. Where
the API takes both, send the key in a header. Where it does not, silence this finding with that
reason.]],
  examples = {
    bad = {
      manifest = [[
definitions:
  auth:
    type: ApiKeyAuthenticator
    api_token: "{{ config['key'] }}"
    inject_into: { type: RequestOption, inject_into: request_parameter, field_name: key }
]],
      expect = { { path = "definitions.auth.inject_into.inject_into" } },
    },
    good = {
      manifest = [[
definitions:
  auth:
    type: ApiKeyAuthenticator
    api_token: "{{ config['key'] }}"
    inject_into: { type: RequestOption, inject_into: header, field_name: X-API-Key }
]],
    },
  },
  check = function(input, report)
    walk(input.manifest, function(node, path)
      local option = node.type == "ApiKeyAuthenticator" and node.inject_into
      if is_mapping(option) and option.inject_into == "request_parameter" then
        report(path .. ".inject_into.inject_into", "the key is part of the address", "header")
      end
    end)
  end,
}
