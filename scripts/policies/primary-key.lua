local function is_empty(key)
  return key == nil or key == null or key == "" or is_list(key) and #key == 0
end

return {
  id = "primary-key",
  summary = "Streams have a primary key",
  severity = "info",
  docs = [[
Without a primary key a destination cannot tell a changed record from a new one: it can only
append or replace everything. A stream of events that never change may do without: silence it
there, with a reason.]],
  examples = {
    bad = {
      manifest = "streams: [ { type: DeclarativeStream, name: users } ]\n",
      expect = { { path = "streams[0]" } },
    },
    good = {
      manifest = "streams: [ { type: DeclarativeStream, name: users, primary_key: id } ]\n",
    },
  },
  check = function(input, report)
    for stream, path in each(input.resolved, "DeclarativeStream") do
      if is_empty(stream.primary_key) then
        report(path, ("the stream '%s' has no primary key"):format(stream.name or "?"))
      end
    end
  end,
}
