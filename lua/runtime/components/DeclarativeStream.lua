return {
  type = "DeclarativeStream",
  kind = "stream",
  summary = "A stream: what is read, and how.",
  fields = {
    {
      name = "name",
      type = "string",
      default = "",
      doc = "The name of the stream.",
      example = "customers",
    },
    {
      name = "primary_key",
      type = "string | (string | string[])[]",
      default = "",
      doc = "The field or fields that identify a record.",
      example = "id",
    },
    {
      name = "retriever",
      type = "@retriever",
      required = true,
      default_type = "SimpleRetriever",
      custom_type = "CustomRetriever",
      doc = "How the records are read.",
    },
    {
      name = "incremental_sync",
      type = "@incremental_sync",
      doc = "What makes a sync read only what is new.",
    },
    {
      name = "schema_loader",
      type = "@schema_loader | @schema_loader[]",
      default_type = "JsonFileSchemaLoader",
      doc = "Where the schema of the records comes from.",
    },
    {
      name = "transformations",
      type = "@transformation[]",
      custom_type = "CustomTransformation",
      doc = "What is done to each record.",
    },
    {
      name = "state_migrations",
      type = "@state_migration[]",
      doc = "How states of older versions are read.",
    },
    { name = "file_uploader", type = "@FileUploader", doc = "Downloads the file of each record." },
  },
  build = function(node, build)
    return require("runtime.streams.assembly")(node, build)
  end,
}
