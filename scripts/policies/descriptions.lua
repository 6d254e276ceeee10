local function is_text(value)
  return type(value) == "string" and value:find("%S") ~= nil
end

return {
  id = "descriptions",
  summary = "Each field of the config is described",
  severity = "info",
  docs = [[
Who fills in the form sees the title and the description, nothing else. Say what the value is
and where to find it. A field with a `const` is chosen, not filled in, and needs none.]],
  examples = {
    bad = {
      manifest = "spec: { connection_specification: { properties: { key: { type: string } } } }\n",
      expect = { { path = "spec.connection_specification.properties.key" } },
    },
    good = {
      manifest = [[
spec:
  connection_specification:
    properties: { key: { type: string, title: API key, description: From the account page. } }
]],
    },
  },
  check = function(input, report)
    local spec = input.resolved and input.resolved.spec
    walk(spec, function(node, path)
      for name, property in pairs(is_mapping(node.properties) and node.properties or {}) do
        if is_mapping(property) and property.const == nil and not is_text(property.description)
          and not is_text(property.title) then
          report(('%s.properties["%s"]'):format(path, name),
            ("the config field '%s' has neither title nor description"):format(name))
        end
      end
    end, "spec")
  end,
}
