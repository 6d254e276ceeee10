return {
  type = "Clamping",
  untyped = true,
  kind = "clamping",
  summary = "Moves the bounds of windows to whole periods.",
  fields = {
    {
      name = "target",
      type = "string",
      required = true,
      template = { "config" },
      doc = "The period: DAY, WEEK or MONTH.",
      example = "MONTH",
    },
    {
      name = "target_details",
      type = "object",
      doc = "For weeks the `weekday` on which they begin.",
      example = { weekday = "MONDAY" },
    },
  },
  build = function(node)
    return node
  end,
}
