return require("runtime.custom").declaration(
  "CustomRecordFilter",
  "record_filter",
  "Keeps records by the connector's own rule."
)
