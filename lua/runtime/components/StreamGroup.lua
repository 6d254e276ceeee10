return {
  type = "StreamGroup",
  untyped = true,
  kind = "stream_group",
  summary = "Streams that share something that only one of them may use at a time.",
  fields = {
    {
      name = "streams",
      type = "@DeclarativeStream[]",
      required = true,
      doc = "The streams, as references.",
    },
    {
      name = "action",
      type = "@BlockSimultaneousSyncsAction",
      required = true,
      doc = "What the group does.",
    },
  },
  build = function(node)
    return node
  end,
}
