return {
  type = "StreamConfig",
  kind = "stream_config",
  summary = "Where in the config the values of dynamic streams are.",
  fields = {
    {
      name = "configs_pointer",
      type = "string[]",
      required = true,
      template = { "config" },
      doc = "The keys that lead to the list.",
      example = { "data", "streams" },
    },
    {
      name = "default_values",
      type = "any[]",
      doc = "Values that are always there, after those of the config.",
    },
  },
  build = function(node, build)
    return {
      path = build:strings(node, "configs_pointer"),
      defaults = build:value(node, "default_values") or {},
    }
  end,
}
