local function check_required(report, path, node)
  for i, name in ipairs(is_list(node.required) and node.required or {}) do
    if type(name) == "string" and node.properties[name] == nil then
      report(("%s.required[%d]"):format(path, i - 1),
        ("'%s' is required, but it is no property"):format(name))
    end
  end
end

local function has_type(property)
  for _, key in ipairs({ "type", "const", "enum", "oneOf", "anyOf", "allOf", "$ref" }) do
    if property[key] ~= nil then
      return true
    end
  end
  return false
end

local function check_node(report, path, node)
  if not is_mapping(node.properties) then
    return
  end
  check_required(report, path, node)
  for name, property in pairs(node.properties) do
    if is_mapping(property) and not has_type(property) then
      report(('%s.properties["%s"]'):format(path, name),
        ("the config field '%s' has no type"):format(name))
    end
  end
end

return {
  id = "spec-complete",
  summary = "The spec says all that the workspace's form needs",
  severity = "info",
  docs = [[
The server that registers a connector makes a form of its spec: a `connection_specification`
that is an object, types for all fields, and nothing required that is not there. Otherwise
nobody can fill it in.]],
  examples = {
    bad = {
      manifest = [[
spec: { connection_specification: { type: object, required: [key], properties: {} } }
]],
      expect = { { path = "spec.connection_specification.required[0]" } },
    },
    good = {
      manifest = [[
spec:
  connection_specification:
    { type: object, required: [key], properties: { key: { type: string } } }
]],
    },
  },
  check = function(input, report)
    local spec = input.resolved and input.resolved.spec
    local connection = is_mapping(spec) and spec.connection_specification
    if spec ~= nil and not is_mapping(connection) then
      report("spec", "the spec has no connection_specification")
    elseif is_mapping(connection) and connection.type ~= nil and connection.type ~= "object" then
      report("spec.connection_specification.type", "the config must be an object", "object")
    end
    walk(connection, function(node, path)
      check_node(report, path, node)
    end, "spec.connection_specification")
  end,
}
