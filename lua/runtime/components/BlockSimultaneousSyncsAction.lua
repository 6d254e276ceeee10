return {
  type = "BlockSimultaneousSyncsAction",
  kind = "stream_group_action",
  summary = "The streams of the group are read one after another.",
  fields = {},
  build = function(node)
    return node
  end,
}
