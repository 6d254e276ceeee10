return {
  type = "RequestBodyGraphQL",
  kind = "request_body",
  summary = "A GraphQL query, sent as JSON.",
  fields = {
    {
      name = "value",
      type = "@RequestBodyGraphQlQuery",
      required = true,
      template = { "config", "stream_slice", "next_page_token" },
      doc = "The query and whatever else the API takes beside it.",
    },
  },
  build = function(node)
    return node
  end,
}
