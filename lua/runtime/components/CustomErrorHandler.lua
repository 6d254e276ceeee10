return require("runtime.custom").declaration(
  "CustomErrorHandler",
  "error_handler",
  "Judges replies in the connector's own way."
)
