local function stream(more)
  return "streams:\n  - type: DeclarativeStream\n    name: users\n" .. more
end

return {
  {
    name = "in the body",
    manifest = stream(
      "    retriever: { requester: { request_body_json: { created_at_min: x } } }\n"),
    expect = { { path = "streams[0].retriever.requester.request_body_json.created_at_min" } },
  },
  { name = "other parameters",
    manifest = stream("    retriever: { requester: { request_parameters: { sort: asc } } }\n") },
  { name = "text instead of a mapping",
    manifest = stream("    retriever: { requester: { request_parameters: 'since=1' } }\n") },
}
