return {
  type = "DynamicStreamCheckConfig",
  kind = "part",
  summary = "How many streams of a dynamic stream are checked.",
  fields = {
    { name = "dynamic_stream_name", type = "string", required = true, doc = "Its name." },
    {
      name = "stream_count",
      type = "integer",
      min = 1,
      doc = "How many; all when it is left out.",
    },
  },
  build = function(node)
    return { node = node }
  end,
}
