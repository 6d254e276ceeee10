return {
  type = "PaginationReset",
  kind = "part",
  summary = "When the pages of a slice are read from the first one again.",
  fields = {
    {
      name = "action",
      type = "enum(SPLIT_USING_CURSOR, RESET)",
      required = true,
      doc = "RESET begins anew with the same slice; SPLIT_USING_CURSOR with what is left of it.",
      example = "SPLIT_USING_CURSOR",
    },
    {
      name = "limits",
      type = "@PaginationResetLimits",
      doc = "How much is read before paging begins anew by itself.",
    },
  },
  build = function(node, build)
    local limits = build:component(build:value(node, "limits"))
    return {
      splits = node.action == "SPLIT_USING_CURSOR",
      limit = limits and limits.records,
      has_limits = limits ~= nil,
    }
  end,
}
