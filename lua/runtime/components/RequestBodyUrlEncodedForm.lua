return {
  type = "RequestBodyUrlEncodedForm",
  kind = "request_body",
  summary = "A body that is sent as a form.",
  fields = {
    {
      name = "value",
      type = "object",
      members = "string",
      required = true,
      template = { "config", "stream_slice", "next_page_token" },
      doc = "The fields of the form.",
      example = { data = "some value" },
    },
  },
  build = function(node)
    return node
  end,
}
