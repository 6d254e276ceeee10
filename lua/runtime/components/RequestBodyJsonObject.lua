return {
  type = "RequestBodyJsonObject",
  kind = "request_body",
  summary = "A body that is sent as JSON.",
  fields = {
    {
      name = "value",
      type = "object",
      required = true,
      template = { "config", "stream_slice", "next_page_token" },
      doc = "The members of the body.",
      example = { sort_order = "ASC", sort_field = "CREATED_AT" },
    },
  },
  build = function(node)
    return node
  end,
}
