local STREAM = "streams: [ { type: DeclarativeStream, name: users%s } ]\n"

return {
  { name = "a file", manifest = STREAM:format(""), files = { "schemas/users.json" } },
  { name = "an empty one", manifest = STREAM:format(", schema_loader: { type: InlineSchemaLoader, "
    .. "schema: {} }"), expect = { { path = "streams[0].schema_loader" } } },
  { name = "a loader of files", manifest = STREAM:format(", schema_loader: { type: "
    .. "JsonFileSchemaLoader, file_path: x.json }") },
}
