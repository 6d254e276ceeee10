return {
  type = "QuotaStatusSource",
  kind = "quota_status_source",
  summary = "Where an API tells how many calls a token has left.",
  fields = {
    {
      name = "url",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The whole URL.",
      example = "https://api.github.com/rate_limit",
    },
    {
      name = "http_method",
      type = "enum(GET,POST)",
      default = "GET",
      doc = "The method of the request.",
    },
    {
      name = "request_headers",
      type = "object",
      members = "string",
      template = { "config" },
      doc = "Further headers.",
      example = { Accept = "application/json" },
    },
    {
      name = "unavailable_status_codes",
      type = "integer[]",
      unique = true,
      doc = "Statuses that mean that the API keeps no count; tokens then take turns.",
      example = { 404 },
    },
  },
  build = function(node, build)
    local unavailable = {}
    for _, status in ipairs(build:value(node, "unavailable_status_codes") or {}) do
      unavailable[status] = true
    end
    local headers = build:mapping(node, "request_headers")
    return {
      url = build:static_text(node, "url"),
      method = build:value(node, "http_method") or "GET",
      headers = headers and headers:eval() or require("host.json").new_object(),
      unavailable = unavailable,
    }
  end,
}
