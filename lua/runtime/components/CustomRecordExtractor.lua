return require("runtime.custom").declaration(
  "CustomRecordExtractor",
  "extractor",
  "Finds records in the connector's own way."
)
