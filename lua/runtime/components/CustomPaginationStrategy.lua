return require("runtime.custom").declaration(
  "CustomPaginationStrategy",
  "pagination_strategy",
  "Pages of the connector's own."
)
