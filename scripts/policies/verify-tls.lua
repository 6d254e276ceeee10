local switches = { verify = false, verify_ssl = false, ssl_verify = false, verify_tls = false,
  tls_verify = false, insecure = true, insecure_skip_verify = true, skip_tls_verify = true }

return {
  id = "verify-tls",
  summary = "Certificates are always verified",
  severity = "deny",
  docs = [[
`verify: false` and its relatives make https as open as http: anybody in between can answer in
the name of the API. revos verifies in any case; a manifest that asks for less will fail
elsewhere or, worse, be obeyed.]],
  examples = {
    bad = {
      manifest = "definitions: { requester: { type: HttpRequester, verify: false } }\n",
      expect = { { path = "definitions.requester.verify" } },
    },
    good = { manifest = "definitions: { requester: { type: HttpRequester } }\n" },
  },
  check = function(input, report)
    walk(input.manifest, function(node, path)
      for key, value in pairs(node) do
        if switches[key] == value and type(value) == "boolean" then
          report(path == "" and key or path .. "." .. key,
            ("'%s: %s' leaves certificates unchecked"):format(key, value))
        end
      end
    end)
  end,
}
