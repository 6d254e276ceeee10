local paginator = require("util.later")("runtime.retrieval.paginator")

return {
  type = "DefaultPaginator",
  kind = "paginator",
  summary = "Reads page after page.",
  fields = {
    {
      name = "pagination_strategy",
      type = "@pagination_strategy",
      required = true,
      custom_type = "CustomPaginationStrategy",
      doc = "How the next page is found.",
    },
    {
      name = "page_size_option",
      type = "@RequestOption",
      default_type = "RequestOption",
      doc = "Where the page size is put in the request.",
    },
    {
      name = "page_token_option",
      type = "@RequestOption | @RequestPath",
      doc = "Where the page token is put in the request.",
    },
    { name = "decoder", type = "@decoder", default_type = "JsonDecoder", hidden = true },
  },
  build = function(node, build)
    return paginator.new(node, build)
  end,
}
