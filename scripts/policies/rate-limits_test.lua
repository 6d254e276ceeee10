local function filter(text)
  return "handler: { response_filters: [ " .. text .. " ] }\n"
end

return {
  { name = "ignored among others",
    manifest = filter("{ http_codes: [403, '429'], action: IGNORE }"),
    expect = { { path = "handler.response_filters[0].action", message = "loses records" } } },
  { name = "retried", manifest = filter("{ http_codes: [429], action: RETRY }") },
  { name = "another status", manifest = filter("{ http_codes: [404], action: IGNORE }") },
  { name = "no codes", manifest = filter("{ error_message_contains: x, action: FAIL }") },
}
