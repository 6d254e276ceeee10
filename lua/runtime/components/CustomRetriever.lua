return require("runtime.custom").declaration(
  "CustomRetriever",
  "retriever",
  "Reads records in the connector's own way."
)
