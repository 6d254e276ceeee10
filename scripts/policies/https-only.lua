local addresses = { url_base = true, url = true, token_refresh_endpoint = true }

local function is_open(value)
  return type(value) == "string" and value:find("^http://")
    and not value:find("^http://localhost") and not value:find("^http://127%.")
    and not value:find("^http://%[::1%]")
end

return {
  id = "https-only",
  summary = "APIs are asked over https",
  severity = "warn",
  docs = [[
Over http, everybody on the way reads the records and the credentials, and can change both.
Addresses of this machine are left alone. An address that comes from the config is checked when
it is used.]],
  examples = {
    bad = {
      manifest = "definitions: { requester: { url_base: 'http://api.example.com' } }\n",
      expect = { { path = "definitions.requester.url_base" } },
    },
    good = { manifest = "definitions: { requester: { url_base: 'https://api.example.com' } }\n" },
  },
  check = function(input, report)
    walk(input.manifest, function(node, path)
      for key, value in pairs(node) do
        if addresses[key] and is_open(value) then
          report(path == "" and key or path .. "." .. key, "the API is asked without encryption",
            value:gsub("^http:", "https:"))
        end
      end
    end)
  end,
}
