local function check_added(report, path, fields)
  for i, field in ipairs(is_list(fields) and fields or {}) do
    local names = is_mapping(field) and is_list(field.path) and field.path or {}
    for j, name in ipairs(names) do
      if type(name) == "string" and not name:find("{{", 1, true) and name:find("[%s%c.\"'`]") then
        report(("%s.fields[%d].path[%d]"):format(path, i - 1, j - 1),
          ("the added field '%s' needs quotes in every destination"):format(name),
          name:lower():gsub("[^%w_]+", "_"))
      end
    end
  end
end

return {
  id = "field-names",
  summary = "Fields of the config and fields that are added have plain names",
  severity = "info",
  docs = [[
Fields of the config are in snake_case, so that `config['start_date']` is what everybody
guesses. Fields that a transformation adds have no blanks, dots or quotes. Fields of the API
stay as the API calls them.]],
  examples = {
    bad = {
      manifest = [[
spec: { connection_specification: { properties: { "Start Date": { type: string } } } }
]],
      expect = { { message = "Start Date" } },
    },
    good = {
      manifest = [[
spec: { connection_specification: { properties: { start_date: { type: string } } } }
]],
    },
  },
  check = function(input, report)
    walk(input.resolved and input.resolved.spec, function(node, path)
      for name in pairs(is_mapping(node.properties) and node.properties or {}) do
        if name:find("[^%w_]") or name:find("^%d") then
          report(('%s.properties["%s"]'):format(path, name),
            ("the config field '%s' is not in snake_case"):format(name))
        end
      end
    end, "spec")
    for node, path in each(input.resolved, "AddFields") do
      check_added(report, path, node.fields)
    end
  end,
}
