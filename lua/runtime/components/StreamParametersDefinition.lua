return {
  type = "StreamParametersDefinition",
  kind = "stream_parameters",
  summary = "The values of dynamic streams, written in the manifest.",
  fields = {
    {
      name = "list_of_parameters_for_stream",
      type = "object[]",
      required = true,
      doc = "The values, one object for each stream.",
      example = { { name = "deals", path = "crm/deals" } },
    },
  },
  build = function(node)
    return node
  end,
}
