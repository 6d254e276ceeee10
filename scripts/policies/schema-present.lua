local function is_empty(loader)
  return loader.type == "InlineSchemaLoader"
    and (not is_mapping(loader.schema) or next(loader.schema) == nil)
end

local function has_file(input, file)
  for _, one in ipairs(input.files) do
    if one == file then
      return true
    end
  end
  return false
end

return {
  id = "schema-present",
  summary = "Streams have a schema",
  severity = "info",
  docs = [[
The schema says which columns a table gets and of which types. Without one, a destination has
nothing but a guess. A dynamic schema loader, or a file of the connector, is as good as an
inline one.]],
  examples = {
    bad = {
      manifest = "streams: [ { type: DeclarativeStream, name: users } ]\n",
      expect = { { path = "streams[0]" } },
    },
    good = {
      manifest = [[
streams:
  - type: DeclarativeStream
    name: users
    schema_loader:
      type: InlineSchemaLoader
      schema: { type: object, properties: { id: { type: integer } } }
]],
    },
  },
  check = function(input, report)
    for stream, path in each(input.resolved, "DeclarativeStream") do
      local name, loader = stream.name or "?", stream.schema_loader
      if loader == nil and not has_file(input, ("schemas/%s.json"):format(name)) then
        report(path, ("the stream '%s' has no schema"):format(name))
      elseif is_mapping(loader) and is_empty(loader) then
        report(path .. ".schema_loader", ("the schema of the stream '%s' is empty"):format(name))
      end
    end
  end,
}
