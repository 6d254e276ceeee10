return {
  id = "stream-names",
  summary = "Names of streams are in snake_case",
  severity = "info",
  docs = [[
A stream becomes a table. Names of small letters, digits and underscores need no quotes in any
destination, and sort and read alike in all connectors. Renaming a stream that is in use makes a
new table: do it before the first sync.]],
  examples = {
    bad = {
      manifest = "streams: [ { type: DeclarativeStream, name: Open Orders } ]\n",
      expect = { { path = "streams[0].name" } },
    },
    good = { manifest = "streams: [ { type: DeclarativeStream, name: open_orders } ]\n" },
  },
  check = function(input, report)
    for stream, path in each(input.resolved, "DeclarativeStream") do
      local name = stream.name
      if type(name) == "string" and not name:find("{{", 1, true)
        and not name:find("^%l[%l%d_]*$") then
        local better = name:gsub("(%l)(%u)", "%1_%2"):lower():gsub("[^%l%d]+", "_")
          :gsub("^_+", ""):gsub("_+$", "")
        report(path .. ".name", ("the name '%s' is not in snake_case"):format(name),
          better:find("^%l") and better or nil)
      end
    end
  end,
}
