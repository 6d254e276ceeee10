-- Whether some field is a credential with less than a short sentence beside it.
local function asks_for_secrets(spec)
  local found = false
  walk(spec, function(node)
    local text = type(node.description) == "string" and node.description or ""
    found = found or node.airbyte_secret == true and #text < 20
  end)
  return found
end

return {
  id = "documentation-url",
  summary = "A connector that asks for credentials says where to read about them",
  severity = "info",
  docs = [[
Who has to bring a key wants to know where to get it and what it may do. `spec.documentation_url` is
shown beside the form; a sentence in the description of each credential does as well.]],
  examples = {
    bad = {
      manifest = [[
spec: { connection_specification: { properties: { key: { type: string, airbyte_secret: true } } } }
]],
      expect = { { path = "spec" } },
    },
    good = {
      manifest = [[
spec:
  documentation_url: https://wiki.acme.example/connectors/billing
  connection_specification: { properties: { key: { type: string, airbyte_secret: true } } }
]],
    },
  },
  check = function(input, report)
    local spec = input.resolved and input.resolved.spec
    if not is_mapping(spec) then
      return
    end
    local url = spec.documentation_url
    if (url == nil or url == "") and asks_for_secrets(spec) then
      report("spec", "the spec asks for credentials and has no documentation_url")
    elseif type(url) == "string" and url ~= "" and not url:find("^https://[^/%s]+") then
      report("spec.documentation_url", "the documentation_url is no https address")
    end
  end,
}
