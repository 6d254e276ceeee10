return require("runtime.custom").declaration(
  "CustomValidationStrategy",
  "validation_strategy",
  "Checks config values in the connector's own way."
)
