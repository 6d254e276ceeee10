local requester = require("util.later")("runtime.http.requester")

local TEMPLATE = { "config", "stream_slice", "next_page_token" }

return {
  type = "HttpRequester",
  one_of = { "url_base", "url" },
  tolerated = true,
  kind = "requester",
  summary = "Sends HTTP requests.",
  fields = {
    {
      name = "url_base",
      type = "string",
      template = TEMPLATE,
      deprecated = "url",
      doc = "The start of the URL; the path is joined to it.",
      example = "https://api.example.com/v1/",
    },
    {
      name = "url",
      type = "string",
      template = TEMPLATE,
      doc = "The URL.",
      example = "https://api.example.com/v1/customers",
    },
    {
      name = "path",
      type = "string",
      template = TEMPLATE,
      doc = "The path below url_base.",
      example = "customers/{{ stream_partition['id'] }}",
    },
    {
      name = "http_method",
      type = "enum(GET,POST)",
      default = "GET",
      doc = "The method of the request.",
      example = "POST",
    },
    {
      name = "authenticator",
      type = "@authenticator",
      custom_type = "CustomAuthenticator",
      doc = "How requests are authenticated.",
    },
    {
      name = "fetch_properties_from_endpoint",
      type = "@PropertiesFromEndpoint",
      deprecated = "query_properties",
      doc = "Reads the names of the properties from the API.",
    },
    {
      name = "query_properties",
      type = "@QueryProperties",
      deprecated = "request_parameters",
      doc = "The properties to ask for.",
    },
    {
      name = "request_parameters",
      type = "string | object",
      members = "string | @QueryProperties",
      template = TEMPLATE,
      doc = "The query parameters.",
      example = "{ state: open }",
    },
    {
      name = "request_headers",
      type = "string | object",
      members = "string",
      template = TEMPLATE,
      doc = "The headers.",
      example = "{ Output-Format: JSON }",
    },
    {
      name = "request_body_data",
      type = "string | object",
      members = "string",
      template = TEMPLATE,
      deprecated = "request_body",
      doc = "The body: a mapping is sent as a form, a text as it is.",
      example = "{ key: value }",
    },
    {
      name = "request_body_json",
      type = "string | object",
      template = TEMPLATE,
      deprecated = "request_body",
      doc = "The body, sent as JSON.",
      example = "{ sort: DESC }",
    },
    {
      name = "request_body",
      type = "@RequestBodyPlainText | @RequestBodyUrlEncodedForm | @RequestBodyJsonObject | "
        .. "@RequestBodyGraphQL",
      doc = "The body.",
    },
    {
      name = "error_handler",
      type = "@error_handler",
      default_type = "DefaultErrorHandler",
      custom_type = "CustomErrorHandler",
      doc = "What to do with replies that are errors.",
    },
    {
      name = "use_cache",
      type = "boolean",
      default = false,
      doc = "Keeps replies, so that several streams may read them.",
    },
    {
      name = "connect_timeout_in_seconds",
      type = "number",
      above = 0,
      doc = "How long connecting may take.",
      example = 10,
    },
    {
      name = "read_timeout_in_seconds",
      type = "number",
      above = 0,
      doc = "How long the server may be silent.",
      example = 60,
    },
    {
      name = "use_tcp_keepalive",
      type = "boolean",
      default = false,
      doc = "Keeps idle connections alive.",
    },
  },
  build = function(node, build)
    return requester.new(node, build)
  end,
}
