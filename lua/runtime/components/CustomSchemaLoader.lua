return require("runtime.custom").declaration(
  "CustomSchemaLoader",
  "schema_loader",
  "A schema of the connector's own."
)
