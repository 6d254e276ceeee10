return {
  type = "CheckDynamicStream",
  kind = "check",
  summary = "Checks a config by reading one record of each of the first streams.",
  fields = {
    {
      name = "stream_count",
      type = "integer",
      required = true,
      doc = "How many streams to read.",
      example = 1,
    },
    {
      name = "use_check_availability",
      type = "boolean",
      default = true,
      doc = "Whether streams are read; else it is enough that they exist.",
    },
    { name = "config_overrides", type = "object", doc = "Config values for the check alone." },
  },
  build = function(node)
    return { node = node }
  end,
}
