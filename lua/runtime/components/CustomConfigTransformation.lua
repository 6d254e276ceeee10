return require("runtime.custom").declaration(
  "CustomConfigTransformation",
  "config_transformation",
  "Changes the config in the connector's own way."
)
