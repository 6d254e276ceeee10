return require("runtime.custom").declaration(
  "CustomTransformation",
  "transformation",
  "Changes records in the connector's own way."
)
