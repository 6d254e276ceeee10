return require("runtime.custom").declaration(
  "CustomRequester",
  "requester",
  "Sends requests in the connector's own way."
)
