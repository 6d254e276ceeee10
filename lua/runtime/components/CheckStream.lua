return {
  type = "CheckStream",
  kind = "check",
  summary = "Checks a config by reading one record of each named stream.",
  fields = {
    { name = "stream_names", type = "string[]", doc = "The streams to read.", example = "[users]" },
    {
      name = "dynamic_streams_check_configs",
      type = "@DynamicStreamCheckConfig[]",
      doc = "The dynamic streams to read.",
    },
    { name = "config_overrides", type = "object", doc = "Config values for the check alone." },
  },
  build = function(node)
    return { node = node }
  end,
}
