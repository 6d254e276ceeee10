return {
  type = "PaginationResetLimits",
  kind = "part",
  summary = "The limits of PaginationReset.",
  fields = {
    {
      name = "number_of_records",
      type = "integer",
      doc = "After so many records of a slice paging begins anew.",
      example = 10000,
    },
  },
  build = function(node, build)
    return { records = build:value(node, "number_of_records") }
  end,
}
