local function all_text(input)
  local parts = {}
  walk(input.manifest, function(node, path)
    for key, value in pairs(node) do
      parts[#parts + 1] = key
      for _, one in ipairs(is_list(value) and value or { value }) do
        parts[#parts + 1] = type(one) == "string" and one or nil
      end
    end
    return path ~= "spec"
  end)
  return table.concat(parts, "\n")
end

-- Most names are a word of the text: what is one need not be looked for in all of it.
local function words_of(text)
  local words = {}
  for word in text:gmatch("[%w_]+") do
    words[word] = true
  end
  return words
end

return {
  id = "config-used",
  summary = "No config field is unused",
  severity = "info",
  docs = [[
A field that nothing looks at is a question for nothing, and who fills it in thinks it has an
effect. Only fields at the top are looked at, and only manifests without components of their
own.]],
  examples = {
    bad = {
      manifest = [[
definitions: { requester: { url_base: "https://{{ config['host'] }}" } }
spec:
  connection_specification: { properties: { host: { type: string }, region: { type: string } } }
]],
      expect = { { path = "spec.connection_specification.properties.region" } },
    },
    good = {
      manifest = [[
definitions: { requester: { url_base: "https://{{ config['host'] }}" } }
spec: { connection_specification: { properties: { host: { type: string } } } }
]],
    },
  },
  check = function(input, report)
    local spec = input.resolved and input.resolved.spec
    local connection = is_mapping(spec) and spec.connection_specification
    local properties = is_mapping(connection) and connection.properties
    local text = is_mapping(properties) and all_text(input)
    if not text or text:find("class_name", 1, true) or text:find("config%s*|")
      or text:find("config%s*}}") then
      return
    end
    local words = words_of(text)
    for name, property in pairs(properties) do
      local is_used = words[name] or text:find(name, 1, true)
      if not is_used and not (is_mapping(property) and property.const ~= nil) then
        report(('spec.connection_specification.properties["%s"]'):format(name),
          ("nothing uses the config field '%s'"):format(name))
      end
    end
  end,
}
