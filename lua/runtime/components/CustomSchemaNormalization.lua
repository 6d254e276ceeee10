return require("runtime.custom").declaration(
  "CustomSchemaNormalization",
  "schema_normalization",
  "Casts values in the connector's own way."
)
