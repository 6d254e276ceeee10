return {
  type = "RequestBodyPlainText",
  kind = "request_body",
  summary = "A body that is sent as it is.",
  fields = {
    {
      name = "value",
      type = "string",
      required = true,
      template = { "config", "stream_slice", "next_page_token" },
      doc = "The text.",
      example = "select * from t",
    },
  },
  build = function(node)
    return node
  end,
}
