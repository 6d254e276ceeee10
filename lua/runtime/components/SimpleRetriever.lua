local retriever = require("util.later")("runtime.retrieval.retriever")

return {
  type = "SimpleRetriever",
  kind = "retriever",
  summary = "Reads records page after page over HTTP.",
  fields = {
    {
      name = "requester",
      type = "@requester",
      required = true,
      default_type = "HttpRequester",
      doc = "How requests are made.",
    },
    { name = "decoder", type = "@decoder", doc = "How a reply is read." },
    {
      name = "record_selector",
      type = "@RecordSelector",
      required = true,
      default_type = "RecordSelector",
      doc = "Where the records are in a reply.",
    },
    {
      name = "paginator",
      type = "@paginator",
      default_type = "NoPagination",
      doc = "How pages follow each other.",
    },
    { name = "pagination_reset", type = "@PaginationReset", doc = "When paging begins anew." },
    {
      name = "ignore_stream_slicer_parameters_on_paginated_requests",
      type = "boolean",
      default = false,
      doc = "Whether options of the partition are sent with the first page only.",
    },
    { name = "page_size_reduction", type = "@PageSizeReduction", doc = "Smaller pages on demand." },
    {
      name = "request_window_splitting",
      type = "@RequestWindowSplitting",
      doc = "Smaller windows on demand.",
    },
    {
      name = "partition_router",
      type = "@partition_router | @partition_router[]",
      custom_type = "CustomPartitionRouter",
      doc = "What the stream is read for; a list makes the product.",
    },
  },
  build = function(node, build)
    return retriever.new(node, build)
  end,
}
