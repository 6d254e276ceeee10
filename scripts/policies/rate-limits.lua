local function names_429(filter)
  for _, code in ipairs(is_list(filter.http_codes) and filter.http_codes or {}) do
    if tonumber(code) == 429 then
      return true
    end
  end
  return false
end

return {
  id = "rate-limits",
  summary = "An API that says 'too many requests' is asked again later",
  severity = "warn",
  docs = [[
Status 429 is no failure but a request to wait; by default it is retried after a while. A filter
that makes it FAIL ends the sync, one that IGNOREs it loses records without a word. RETRY or
RATE_LIMITED, with a backoff strategy, is right.]],
  examples = {
    bad = {
      manifest = [[
definitions:
  handler:
    type: DefaultErrorHandler
    response_filters:
      - { type: HttpResponseFilter, http_codes: [429], action: FAIL }
]],
      expect = { { path = "definitions.handler.response_filters[0].action" } },
    },
    good = {
      manifest = [[
definitions:
  handler:
    type: DefaultErrorHandler
    response_filters:
      - { type: HttpResponseFilter, http_codes: [429], action: RATE_LIMITED }
]],
    },
  },
  check = function(input, report)
    walk(input.manifest, function(node, path)
      for i, filter in ipairs(is_list(node.response_filters) and node.response_filters or {}) do
        if is_mapping(filter) and names_429(filter)
          and (filter.action == "FAIL" or filter.action == "IGNORE") then
          local verb = filter.action == "FAIL" and "fails" or "loses records"
          report(("%s.response_filters[%d].action"):format(path, i - 1),
            ("status 429 asks to wait; here the stream %s"):format(verb), "RATE_LIMITED")
        end
      end
    end)
  end,
}
