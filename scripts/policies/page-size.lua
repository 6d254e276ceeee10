return {
  id = "page-size",
  summary = "Pages that are counted have a size",
  severity = "info",
  docs = [[
PageIncrement and OffsetIncrement stop at a page that is not full; without a `page_size` they
stop only at an empty one. Some APIs repeat the last page instead, and the sync never ends.]],
  examples = {
    bad = {
      manifest = "definitions: { strategy: { type: PageIncrement, start_from_page: 1 } }\n",
      expect = { { path = "definitions.strategy" } },
    },
    good = { manifest = "definitions: { strategy: { type: PageIncrement, page_size: 100 } }\n" },
  },
  check = function(input, report)
    walk(input.manifest, function(node, path)
      if (node.type == "PageIncrement" or node.type == "OffsetIncrement")
        and node.page_size == nil and node["$ref"] == nil then
        report(path, ("%s without a page_size ends only at an empty page"):format(node.type))
      end
    end)
  end,
}
