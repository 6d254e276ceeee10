return require("runtime.custom").declaration(
  "CustomBackoffStrategy",
  "backoff_strategy",
  "Waits of the connector's own."
)
