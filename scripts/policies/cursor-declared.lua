-- Names of request options that ask for what changed after some time.
local times = {
  "^since$", "_since$", "^updated_after$", "^modified_after$", "^created_after$", "^start_date$",
  "^start_time$", "^from_date$", "^date_from$", "^updated_at_min$", "^created_at_min$",
  "^last_modified$", "^updated_at%[gte?%]$", "^created%[gte?%]$", "^updated_from$",
}

local function is_time(name)
  for _, pattern in ipairs(times) do
    if type(name) == "string" and name:lower():find(pattern) then
      return true
    end
  end
  return false
end

return {
  id = "cursor-declared",
  summary = "A stream that filters by time declares its cursor",
  severity = "info",
  docs = [[
A request with `updated_after` or `since` can be incremental: with an `incremental_sync` the
next sync asks only for what is new. Without, each one reads everything from the fixed start
again.]],
  examples = {
    bad = {
      manifest = [[
streams:
  - type: DeclarativeStream
    name: users
    retriever:
      requester: { type: HttpRequester, request_parameters: { updated_after: "2020-01-01" } }
]],
      expect = { { path = "streams[0].retriever.requester.request_parameters.updated_after" } },
    },
    good = {
      manifest = [[
streams:
  - type: DeclarativeStream
    name: users
    incremental_sync:
      type: DatetimeBasedCursor
      cursor_field: updated_at
      datetime_format: "%Y-%m-%d"
      start_datetime: "{{ config['start_date'] }}"
    retriever:
      requester:
        type: HttpRequester
        request_parameters: { updated_after: "{{ stream_interval['start_time'] }}" }
]],
    },
  },
  check = function(input, report)
    for stream, path in each(input.resolved, "DeclarativeStream") do
      local retriever = is_mapping(stream.retriever) and stream.retriever or {}
      local requester = is_mapping(retriever.requester) and retriever.requester or {}
      for _, group in ipairs({ "request_parameters", "request_body_json", "request_body_data" }) do
        local options = stream.incremental_sync == nil and requester[group]
        for name in pairs(is_mapping(options) and options or {}) do
          if is_time(name) then
            report(('%s.retriever.requester.%s["%s"]'):format(path, group, name),
              ("the stream '%s' filters by time and declares no cursor"):format(
                stream.name or "?"))
          end
        end
      end
    end
  end,
}
