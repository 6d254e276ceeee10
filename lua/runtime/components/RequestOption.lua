local request_option = require("util.later")("runtime.http.request_option")

return {
  type = "RequestOption",
  kind = "request_option",
  summary = "Where in a request a value is put.",
  fields = {
    {
      name = "inject_into",
      type = "enum(request_parameter, header, body_data, body_json)",
      required = true,
      doc = "The part of the request.",
      example = "request_parameter",
    },
    {
      name = "field_name",
      type = "string",
      template = { "config" },
      doc = "The name of the parameter, header or body field.",
      example = "page",
    },
    {
      name = "field_path",
      type = "string[]",
      template = { "config" },
      doc = "The way to a nested field of a JSON body.",
      example = { "query", "page" },
    },
  },
  build = function(node, build)
    return request_option.new(node, build)
  end,
}
