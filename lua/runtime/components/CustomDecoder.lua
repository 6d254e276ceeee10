return require("runtime.custom").declaration(
  "CustomDecoder",
  "decoder",
  "Reads replies in the connector's own way."
)
