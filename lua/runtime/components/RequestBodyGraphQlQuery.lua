return {
  type = "RequestBodyGraphQlQuery",
  untyped = true,
  kind = "graphql_query",
  summary = "The members of a GraphQL request.",
  free_fields = true,
  fields = {
    {
      name = "query",
      type = "string",
      required = true,
      template = { "config", "stream_slice", "next_page_token" },
      doc = "The query.",
      example = "query { issues { nodes { id } } }",
    },
  },
  build = function(node)
    return node
  end,
}
