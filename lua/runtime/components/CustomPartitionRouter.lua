return require("runtime.custom").declaration(
  "CustomPartitionRouter",
  "partition_router",
  "Partitions of the connector's own.",
  {
    {
      name = "parent_stream_configs",
      type = "@ParentStreamConfig[]",
      default_type = "ParentStreamConfig",
      doc = "Streams whose records make the partitions.",
    },
  }
)
